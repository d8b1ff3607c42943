import type { Query } from '../../migration/ports';
import type { UploadPart } from '../../migration/uploads';
import { uploadsName } from './sql/uploads';

export function partQuery({ uploadId, number, text }: UploadPart): Query {
  return {
    sql: `insert into ${uploadsName} (upload_id, part, body)
      values (:upload, cast(:part as integer), :body) on conflict do nothing`,
    parameters: { upload: uploadId, part: number, body: text },
    isRepeatable: true,
  };
}

export function dropQuery(uploadId: string): Query {
  return {
    // A call that is about to take it may be at work for long, and removes it by itself.
    sql: `delete from ${uploadsName} where ctid in (
      select ctid from ${uploadsName} where upload_id = :upload for update skip locked)`,
    parameters: { upload: uploadId },
    isRepeatable: true,
  };
}
