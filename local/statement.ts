import type { Backend, Placeholder } from './backend';
import { multistatements } from './database-error';
import { assertSqlSize } from './limits';
import type { Switches } from './options';
import { scanParameters } from './scan-parameters';
import { badRequest, validationFailed } from './service-error';
import type { SqlParameter } from './wire';

export interface Statement {
  /** The text around the placeholders. */
  readonly parts: readonly string[];
  readonly bind: (parameters: readonly SqlParameter[]) => readonly Placeholder[];
}

/** What the service makes of a request's text before the database sees it. */
export function readStatement(sql: string, kind: Backend['kind'], switches: Switches): Statement {
  assertSqlSize(sql);
  const { parts, names, hasMoreStatements } = scanParameters(sql);
  // PostgreSQL itself refuses several commands in a prepared statement.
  if (kind === 'mysql' && hasMoreStatements && (switches.refuseMysqlBodies || !isBody(sql))) {
    throw validationFailed(multistatements);
  }
  return {
    parts,
    bind(parameters) {
      assertParameters(parameters, names);
      return names.map((name) => ({
        name,
        parameter: parameters.find((given) => given.name === name),
      }));
    },
  };
}

// `create … procedure`, and MariaDB's compound statement outside of a routine.
function isBody(sql: string): boolean {
  return body.test(sql.replace(quotesAndComments, ' '));
}

const quotesAndComments =
  /'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"|`[^`]*`|--[^\n]*|#[^\n]*|\/\*(?!M?!)[^]*?\*\//g;
const body =
  /^\s*(?:create\b[^;]*?\b(?:procedure|function|trigger|event)\b|begin\s+not\s+atomic\b)/i;

function assertParameters(parameters: readonly SqlParameter[], names: readonly string[]): void {
  for (const { name = '', value } of parameters) {
    if (!names.includes(name)) throw badRequest(`Cannot find parameter: ${name}`);
    if (value?.arrayValue !== undefined) throw badRequest('Array parameters are not supported.');
  }
}
