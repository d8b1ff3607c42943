export const uploadsName = 'aurora_migrate.uploads';

/** Scripts that are too large for one call, in parts, until the runner takes them. */
export const uploadsTable = `
  create table if not exists ${uploadsName} (
    upload_id text not null,
    part integer not null,
    body text not null,
    uploaded_at timestamptz not null default clock_timestamp(),
    primary key (upload_id, part)
  )`;

// What a run left that ended before the runner took it. No run is that long between two calls.
export const forgetUploads = `
    delete from ${uploadsName} where uploaded_at < clock_timestamp() - interval '30 minutes'`;

/** Takes an upload out of its table, puts it together, and holds it against what was sent. */
export const takeUpload = `
  create or replace function aurora_migrate.take_upload_1(upload jsonb) returns jsonb
  language plpgsql set search_path = pg_catalog as $body$
  declare
    whole text;
    arrived integer;
  begin
    with parts as (
      delete from ${uploadsName} where upload_id = upload ->> 'id' returning part, body
    )
    select string_agg(body, '' order by part), count(*) into whole, arrived from parts;
    if arrived <> cast(upload ->> 'parts' as integer)
      or encode(sha256(convert_to(whole, 'UTF8')), 'hex') is distinct from upload ->> 'sha256'
    then
      raise exception 'the database has % of the % parts of the upload %, or not as they were sent',
        arrived, upload ->> 'parts', upload ->> 'id';
    end if;
    return cast('[' || whole || ']' as jsonb);
  end
  $body$`;
