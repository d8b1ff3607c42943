import type { Query } from '../../migration/ports';
import type { UploadPart } from '../../migration/uploads';
import { uploadsName } from './sql/uploads';

export function partQuery({ uploadId, number, text }: UploadPart): Query {
  return {
    sql: `insert ignore into ${uploadsName} (upload_id, part, body, uploaded_at)
      values (:upload, :part, :body, utc_timestamp(3))`,
    parameters: { upload: uploadId, part: number, body: text },
    isRepeatable: true,
  };
}

export function dropQuery(uploadId: string): Query {
  return {
    sql: `delete from ${uploadsName} where upload_id = :upload`,
    parameters: { upload: uploadId },
    isRepeatable: true,
  };
}
