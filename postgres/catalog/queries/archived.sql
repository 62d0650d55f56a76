-- One row per archive that was ever made, also where its table is gone.
select name, holds, object
from godwit_archive.archived
order by name;
