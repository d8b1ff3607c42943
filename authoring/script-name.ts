import { parseVersion } from '../migration/version';
import { controlCharacter } from '../migration/visible';
import { foreignConvention } from './foreign-names';

export interface ScriptName {
  readonly version: string;
  readonly description: string;
}

/** What the name of a `.sql` file says, or what is wrong with it. */
export function parseScriptName(file: string): ScriptName | { readonly problem: string } {
  const problem = foreignConvention(file) ?? unusable(file) ?? ambiguous(file);
  if (problem !== undefined) return { problem };

  const match = flyway.exec(file) ?? numbered.exec(file);
  if (!match) return { problem: misnamed(file) };
  const [, version = '', separator = '', text = ''] = match;
  // In 001-create-orders.sql the hyphen parts words; in V1__e-mail.sql it does not.
  const description = text.replace(separator === '-' ? /[-_\s]+/g : /[_\s]+/g, ' ').trim();
  if (description === '') return { problem: `has no description; ${rule}` };
  return { version: parseVersion(version), description };
}

const flyway = /^[Vv]([0-9]+(?:[._][0-9]+)*)(__)(.+)\.sql$/;
const numbered = /^([0-9]+(?:\.[0-9]+)*)([-_.])(.+)\.sql$/;

const rule =
  'name it V<version>__<description>.sql, such as V2__create_orders.sql, ' +
  'or <number>_<description>.sql, such as 002_create_orders.sql';

function unusable(file: string): string | undefined {
  if (file.includes('\uFFFD')) return 'has a name that is not valid UTF-8; rename it';
  if (controlCharacter.test(file)) return 'has a control character in its name; rename it';
  if (file.includes('\\')) return 'has a backslash in its name, a separator on Windows; rename it';
  if (!file.endsWith('.sql')) return 'does not end in lower-case .sql; rename it';
  return undefined;
}

// Is 2024_01_15_x.sql version 2024 or 2024.1.15? A wrong guess would show only in production.
function ambiguous(file: string): string | undefined {
  const match = /^([0-9]+)[-_]([0-9]+(?:[-_.][0-9]+)*)[-_.](.+\.sql)$/.exec(file);
  if (!match) return undefined;
  const [, first = '', more = '', rest = ''] = match;
  const long = `${first}_${more.replace(/[-.]/g, '_')}`;
  return (
    `begins with several numbers, and which of them are its version is unclear; ` +
    `name it V${long}__${rest} or V${first}__${more}_${rest}`
  );
}

function misnamed(file: string): string {
  if (/^[Vv]?[0-9][0-9._-]*\.sql$/.test(file)) return `has no description; ${rule}`;
  const single = /^[Vv]([0-9]+(?:[._][0-9]+)*)_(.+\.sql)$/.exec(file);
  if (single) {
    return (
      `has one underscore between its version and its description, and needs two; ` +
      `name it V${single[1] ?? ''}__${single[2] ?? ''}`
    );
  }
  return `has no version in its name; ${rule}`;
}
