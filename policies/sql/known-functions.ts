const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Functions of pg_catalog that neither write nor reach outside: none of their overloads is volatile. A test compares
 * this list with the catalog of a real server.
 */
export const stableFunctions = new Set(
  words(`
  abs acldefault aclexplode acos acosd age any_value area array_agg array_append array_cat array_dims array_fill array_length array_lower
  array_ndims array_position array_positions array_prepend array_remove array_replace array_reverse array_sort
  array_to_json array_to_string array_to_tsvector array_upper ascii asin asind atan atan2 atan2d atand avg
  bit_and bit_count bit_length bit_or bit_xor bool_and bool_or bound_box box broadcast btrim
  cardinality cbrt ceil ceiling center char_length character_length chr circle col_description concat concat_ws
  convert convert_from convert_to corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cume_dist
  current_database current_schema current_schemas current_setting current_user
  date date_add date_bin date_part date_subtract date_trunc daterange datemultirange decode degrees dense_rank diameter div
  encode enum_first enum_last enum_range erf every exp extract factorial family first_value float4 float8 floor format
  format_type gcd generate_series generate_subscripts get_bit get_byte get_current_ts_config
  has_any_column_privilege has_column_privilege has_database_privilege has_function_privilege has_schema_privilege
  has_sequence_privilege has_table_privilege has_type_privilege hashtext hashtextextended height host hostmask
  inet_same_family initcap int2 int4 int4multirange int4range int8 int8multirange int8range isempty isfinite
  json_agg json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each
  json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_keys
  json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_typeof
  jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object
  jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg
  jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query
  jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz
  jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record
  jsonb_to_recordset jsonb_typeof justify_days justify_hours justify_interval
  lag last_value lcm lead left length like_escape ln log log10 lower lower_inc lower_inf lpad ltrim
  make_date make_interval make_time make_timestamp make_timestamptz max md5 min min_scale mod mode
  netmask network normalize now nth_value ntile num_nonnulls num_nulls numeric nummultirange numnode numrange
  obj_description octet_length overlaps overlay parse_ident path percent_rank percentile_cont percentile_disc
  pg_backend_pid pg_char_to_encoding pg_client_encoding pg_collation_for pg_column_compression pg_column_size
  pg_describe_object pg_encoding_to_char pg_function_is_visible pg_get_constraintdef pg_get_expr
  pg_get_function_arg_default pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result
  pg_get_functiondef pg_get_indexdef pg_get_keywords pg_get_partition_constraintdef pg_get_partkeydef pg_get_ruledef
  pg_get_serial_sequence pg_get_statisticsobjdef pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role
  pg_identify_object pg_index_column_has_property pg_index_has_property pg_input_is_valid pg_input_error_info
  pg_is_other_temp_schema pg_my_temp_schema pg_postmaster_start_time pg_relation_filenode pg_relation_is_updatable
  pg_sequence_parameters pg_size_bytes pg_size_pretty pg_table_is_visible pg_timezone_names pg_trigger_depth
  pg_type_is_visible pg_typeof phraseto_tsquery pi plainto_tsquery point polygon popen position pow power
  quote_ident quote_literal quote_nullable radians range_agg range_intersect_agg range_merge rank regexp_count
  regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table
  regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace
  reverse right round row_number row_security_active row_to_json rpad rtrim scale session_user set_bit set_byte
  set_masklen setweight sha224 sha256 sha384 sha512 shobj_description sign similar_to_escape sin sind sinh split_part sqrt
  starts_with statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strip strpos
  substr substring sum tan tand tanh text time timestamp timestamptz timetz timezone to_char to_date to_hex to_bin to_oct
  to_json to_jsonb to_number to_regclass to_regnamespace to_regproc to_regprocedure to_regrole to_regtype to_timestamp
  to_tsquery to_tsvector transaction_timestamp translate trim_array trim_scale trunc ts_delete ts_filter ts_headline
  ts_lexize ts_rank ts_rank_cd tsmultirange tsrange tstzmultirange tstzrange tsvector_to_array txid_current
  txid_current_if_assigned txid_current_snapshot unistr unnest upper upper_inc upper_inf
  uuid_extract_timestamp uuid_extract_version var_pop var_samp varchar variance version websearch_to_tsquery width
  width_bucket xml_is_well_formed xmlagg xmlcomment xmlexists xpath xpath_exists`),
);

/** Volatile by the catalog, yet they change nothing and reach nothing: clocks, random values, sizes. */
export const harmlessVolatileFunctions = new Set(
  words(`
  clock_timestamp currval gen_random_uuid lastval pg_blocking_pids pg_current_wal_lsn pg_database_size pg_indexes_size
  pg_is_in_recovery pg_partition_ancestors pg_partition_tree pg_relation_size pg_sequence_last_value pg_table_size
  pg_total_relation_size random random_normal timeofday uuidv4 uuidv7`),
);

/** Functions of well-known extensions that compute a value. Their names tell them apart only as far as a name can. */
export const extensionFunctions = new Set(
  words(`
  uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil
  crypt gen_salt digest hmac gen_random_bytes armor dearmor similarity word_similarity strict_word_similarity show_trgm
  unaccent levenshtein levenshtein_less_equal soundex difference metaphone dmetaphone hstore akeys avals slice
  subltree subpath nlevel lca text2ltree ltree2text cosine_distance l2_distance inner_product l1_distance vector_dims
  vector_norm moddatetime st_makepoint st_setsrid st_distance st_dwithin st_contains st_within st_intersects st_asgeojson
  st_geomfromtext st_geogfromtext st_x st_y st_area st_length st_transform`),
);

/** Functions that Supabase gives every project for policies. */
export const supabaseFunctions = new Set(
  words(
    'auth.uid auth.jwt auth.role auth.email storage.foldername storage.filename storage.extension realtime.topic',
  ),
);
