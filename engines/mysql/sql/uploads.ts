import { text } from './text-type';

export const uploadsName = 'aurora_migrate_uploads';

/** Scripts that are too large for one call, in parts, until the runner takes them. */
export const uploadsTable = `
  create table if not exists ${uploadsName} (
    upload_id varchar(128) not null,
    part int not null,
    body longtext not null,
    uploaded_at datetime(3) not null,
    primary key (upload_id, part)
  ) engine = InnoDB default ${text}`;

// What a run left that ended before the runner took it. No run is that long between two calls.
// A database to which nothing was ever uploaded has no such table. The limit is for sql_safe_updates.
export const forgetUploads = `
    begin
      declare continue handler for 1146 begin end;
      delete from ${uploadsName} where uploaded_at < utc_timestamp(3) - interval 30 minute limit 10000;
      commit;
    end`;

export const takeUploadName = 'aurora_migrate_take_upload_1';

/**
 * Takes an upload out of its table, puts it together, and holds it against what was sent. A
 * message has 128 characters at most.
 */
export const takeUpload = `
  create procedure ${takeUploadName}(inout payload longtext ${text})
  sql security invoker modifies sql data
  begin
    declare upload varchar(128) ${text} default json_unquote(json_extract(payload, '$.upload.id'));
    declare sent int default json_extract(payload, '$.upload.parts');
    declare sha256 varchar(64) ${text} default json_unquote(json_extract(payload, '$.upload.sha256'));
    declare arrived int;
    declare bytes bigint;
    declare number int default 0;
    declare next_body longtext ${text};
    declare problem varchar(128) ${text};
    select count(*), coalesce(sum(octet_length(body)), 0) into arrived, bytes
      from ${uploadsName} where upload_id = upload;
    -- Beyond it, concat gives null and goes on.
    if bytes + 100 > @@max_allowed_packet then
      set problem = concat('it takes ', bytes, ' bytes as JSON, and max_allowed_packet is ',
        @@max_allowed_packet, '; raise that, or split the script');
      signal sqlstate '45000' set message_text = problem;
    end if;
    set payload = '';
    while number < sent and arrived = sent do
      set number = number + 1;
      select body into next_body from ${uploadsName} where upload_id = upload and part = number;
      set payload = concat(payload, next_body);
    end while;
    if arrived <> sent or sha2(payload, 256) <> sha256 then
      set problem = concat('the database has ', arrived, ' of the ', sent,
        ' parts of the upload ', upload, ', or not as they were sent');
      signal sqlstate '45000' set message_text = problem;
    end if;
    set payload = concat('{"scripts"', char(58 using utf8mb4), '[', payload, ']}');
    delete from ${uploadsName} where upload_id = upload;
    commit;
  end`;
