import { findVersionProblem } from '../../../migration/engine-minimums';
import type { EngineName } from '../../../migration/migration';
import { valueOf } from '../outcome';
import type { Probe } from '../probe';

export interface VersionFound {
  readonly engine: EngineName;
  /** `PostgreSQL 16.8 on …`, `8.0.39` */
  readonly server: string;
  /** Aurora's own number; absent where the server is no Aurora. */
  readonly aurora?: string;
}

export const version: Probe<VersionFound> = {
  id: 'version',
  question: 'Engine and version',
  async ask(patient) {
    const { engine, contact } = patient;
    const aurora = valueOf(await patient.call('select aurora_version() as version'));
    return { engine, server: contact.version, ...(aurora !== undefined && { aurora }) };
  },
  interpret(found) {
    const { engine, aurora } = found;
    const name = nameOf(found);
    if (aurora === undefined) {
      return {
        mark: 'note',
        answer: `${name}, no Aurora`,
        meaning: 'a stand-in: AWS may answer differently',
      };
    }
    const problem = findVersionProblem(engine, numberOf(found));
    return problem === undefined
      ? { mark: 'fine', answer: name, meaning: 'has the Data API, and scales to zero' }
      : {
          mark: 'note',
          answer: name,
          meaning: 'does not scale to zero',
          detail: `${problem}.`,
        };
  },
};

function nameOf({ engine, server, aurora }: VersionFound): string {
  if (engine === 'aurora-postgresql') {
    return `${aurora === undefined ? '' : 'Aurora '}PostgreSQL ${postgresqlNumber(server)}`;
  }
  if (aurora !== undefined) return `Aurora MySQL ${aurora} (${server})`;
  return `${/mariadb/i.test(server) ? 'MariaDB' : 'MySQL'} ${/^[\d.]+/.exec(server)?.[0] ?? server}`;
}

/** As `engine_version` has it. */
function numberOf({ engine, server, aurora = '' }: VersionFound): string {
  if (engine === 'aurora-postgresql') return postgresqlNumber(server);
  const mysql = /^\d+\.\d+/.exec(server)?.[0] ?? '8.0';
  return `${mysql}.mysql_aurora.${aurora}`;
}

function postgresqlNumber(server: string): string {
  return /\d+(?:\.\d+)?/.exec(server)?.[0] ?? server;
}
