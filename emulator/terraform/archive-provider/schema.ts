type Presence = 'required' | 'optional' | 'computed';

/** A provider or block without attributes. */
export const emptySchema = { version: 0, block: { version: 0, attributes: [] } };

/** `archive_file` of hashicorp/archive 2.7, but for its `source` blocks. */
export const dataSourceSchema = {
  version: 0,
  block: {
    version: 0,
    attributes: [
      attribute('type', 'string', 'required'),
      attribute('output_path', 'string', 'required'),
      attribute('source_dir', 'string', 'optional'),
      attribute('source_file', 'string', 'optional'),
      attribute('source_content', 'string', 'optional'),
      attribute('source_content_filename', 'string', 'optional'),
      attribute('output_file_mode', 'string', 'optional'),
      attribute('excludes', ['set', 'string'], 'optional'),
      attribute('exclude_symlink_directories', 'bool', 'optional'),
      attribute('id', 'string', 'computed'),
      attribute('output_size', 'number', 'computed'),
      attribute('output_md5', 'string', 'computed'),
      attribute('output_sha', 'string', 'computed'),
      attribute('output_sha256', 'string', 'computed'),
      attribute('output_sha512', 'string', 'computed'),
      attribute('output_base64sha256', 'string', 'computed'),
      attribute('output_base64sha512', 'string', 'computed'),
    ],
  },
};

function attribute(name: string, type: string | readonly string[], presence: Presence) {
  return { name, type: Buffer.from(JSON.stringify(type)), [presence]: true };
}
