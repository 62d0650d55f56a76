/** Words that say what a text is about when it asks for no change that the planner knows. */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s*\n\s*|\s*,\s*/));

/** The web page. A column of one of these is not a column of a table. */
export const pageWords = set(`
  language switcher, switcher, error message, error messages, validation message, warning message, carousel, snackbar, skeletons, push notification, push notifications, ios, iphone, ipad, android, app version, app store, play store, screen reader, screen readers, viewport, figma, mockup, mockups, wireframe, wireframes,
  panel, side panel, visible property, gridview, datagridview,
  button, buttons, page, pages, screen, screens, headline, heading, header, footer, sidebar, navbar, menu, modal, dialog, popup, tooltip,
  icon, icons, logo, banner, colour, color, colours, colors, css, font, fonts, layout, margin, padding, wording, tagline,
  dark mode, darkmode, placeholder, spinner, animation, hover, dropdown, checkbox, form, frontend, ui, ux, website, landing page, homepage, webpage, web page,
  dashboard, grid, list view, table view, datagrid, data grid, overview, report, widget, mobile, responsive, translation, translations, label, labels, text of the, screenshot,
  knopf, schaltflache, seite, startseite, anmeldeseite, farbe, uberschrift, boton, pagina, titular, bouton, couleur, titre, botao, cor, titulo da pagina, accessibility, aria, favicon, breadcrumb, toast, slider, kanban, board, chart, graph, component, components, schema editor, table editor, query editor, schema designer, admin panel, admin ui, gui, user interface, user experience, table component, data table, data-table, datatable, datatables, resize, resizing, resizable, drag, dragging, drag and drop, rerender, react, angular, vue, svelte, tailwind, ag-grid, email template, tab, card, link, links, accordion, sorting, column width, column widths, columns width, list table, listing, list page, admin list, column visibility, column chooser, visible columns, column selection, scrollbar, scroll bar, horizontal scroll, table display, sharepoint`);

/** Stores that are not this database. */
export const otherStores = set(`
  mongodb, mongo, nosql, redis, elasticsearch, opensearch, dynamodb, firestore, firebase, cassandra, bigquery, snowflake, clickhouse, s3, kafka, spreadsheet, spreadsheets,
  excel, google sheet, google sheets, airtable, notion, csv, localstorage, local storage, sessionstorage, indexeddb, sqlite, neo4j, couchdb, rethinkdb, couchbase, cosmos db, cosmosdb, scylladb, surrealdb, influxdb, hbase, realm db, pocketbase, algolia, meilisearch, typesense, memcached, hubspot, salesforce, jira, trello, datadog, grafana, stripe, parquet`);

/** Schemas that no database has, and what goes with them. */
export const otherSchemas = set(`
  table of contents, table of content, json schema, json-schema, jsonschema, openapi, openapi schema, openapi spec, openapiv3schema, swagger, swagger schema, graphql schema, graphql, xml schema, xsd, avro, avro schema, protobuf,
  zod schema, yup schema, joi schema, validation schema, mongoose, mongoose schema, schema.org, schema markup, schema registry, crd, crds, customresourcedefinition, customresourcedefinitions,
  custom resource, custom resources, kubernetes, k8s, kubectl, helm, helm chart, terraform, color schema, colour schema, uri schema, url schema`);

/** Work on the code, the documents, the tools. */
export const toolWords = set(`
  readme, flaky, flakiness, flakes, test suite, testcontainers, test containers, integration test, integration tests, ci tests, ci job, runner, docs, documentation, changelog, license, ci, pipeline, github actions, workflow, eslint, prettier, biome, typescript version, dependency, dependencies, dependabot,
  npm, package.json, dockerfile, docker, unit test, unit tests, e2e tests, test coverage, refactor, lint, linter, vite, webpack, bump, upgrade node, api endpoint, endpoint, logging, sentry, cors, oauth, login flow, cli, sdk, license header, storybook, rest api, table of contents, playwright, autocomplete, vscode, plugin, docker-compose, docker compose, er diagram, diagram, hosting,
  e2e, bundle size, lighthouse, lazy load, tree shaking, onboarding guide, contributing.md, readme.md, contributing guide, contributors, wiki, tutorial, test run, test runs, browser version, nightly build, release notes,
  build fails, build failing, build is failing, build is broken, failing tests, flaky test, flaky tests, drizzle-kit, prisma generate, type error, type errors, lockfile, husky, pre-commit`);

/** This database. */
export const databaseWords = set(`
  a view, database view, materialized view, column, columns, table, tables, schema, database, db, migration, migrations, index, indexes, indices, constraint, constraints, postgres, postgresql, sql, rls,
  foreign key, primary key, backfill, jsonb, nullable, not null, row level security, enum, field, fields, data model, datenbank, tabelle, spalte, tabla, columna, base de datos, base de donnees, banco de dados, tabela, coluna, colonne`);

/** Of these, what says only that there is a database. */
export const engineWords = set(
  'postgres, postgresql, sql, database, db, migration, migrations, datenbank, base de datos, base de donnees, banco de dados',
);

/** Of these, what pages and spreadsheets have as well. */
export const tabularWords = set(`
  column, columns, table, tables, field, fields, tabelle, spalte, tabla, columna, tabela, coluna, colonne`);

/** A verb that, at the head of a sentence with a word of the database, asks for a change. */
export const changeVerbs = set(`
  add, create, introduce, drop, remove, delete, rename, change, alter, convert, make, split, move, merge, combine, backfill, populate, migrate, index, normalize, normalise, denormalize, archive, partition,
  truncate, purge, clean, clean up, cleanup, improve, optimize, optimise, restructure, redesign, refactor, extend, replace, swap, widen, enforce, enable, disable, set, update, fix, revert, roll back, undo, store, track, implement, support, switch, get rid of,
  correct, adjust, rework, tidy, unify, harmonize, harmonise, standardize, standardise, simplify, revise, reorganize, reorganise, consolidate, deprecate, expand, shorten, lengthen,
  encrypt, anonymize, anonymise, copy, duplicate, dedupe, deduplicate, grant, revoke, fuge, anade, agrega, ajoute, ajouter, adicione, adicionar, erstelle, losche, elimina, supprime, remova, crea, creer, crie, cambia, renombra, umbenennen,
  fill, prefill, insert, transfer, transform, recalculate, wipe, erase, backfilling, copying, moving, kopiere, kopieren, verschiebe, verschieben, befulle, fulle, entferne, entfernen, loschen,
  andere, benenne, copia, copiar, mueve, mover, rellena, rellenar, llena, llenar, borra, borrar, eliminar, copie, copier, deplace, deplacer, remplis, remplir, supprimer, renomme, renommer, preencha, renomeie, renomear, renombrar, renombre, altere, alterar, cambiar, cambie, modificar, modifique, modifier, modifie, modifiez, changer, changez, mude, mudar, remover, hinzufugen`);

/** Complaints about speed: they may end in an index, so they are asked about. */
export const slownessWords = set(
  'slow, slowness, performance, timeout, timeouts, times out, timing out, takes forever, sluggish, faster, mas rapida, mas rapido, tarda, plus rapide, schneller, langsam, lento, lenta, lent, lente',
);
