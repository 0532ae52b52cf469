-- Whether an upload belongs to an import is asked of each old file once a day.
CREATE UNIQUE INDEX file_import_by_upload ON file_import (upload_key);
