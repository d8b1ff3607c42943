import { mkdir } from 'node:fs/promises';
import { type messages, PGlite, protocol } from '@electric-sql/pglite';
import {
  type Backend,
  BackendError,
  type BackendSession,
  ConnectionLostError,
  NotReachableError,
  type Result,
} from '../backend';
import { assertNoCopyFromStdin } from './copy-from-stdin';
import { postgresqlError } from './postgresql-error';
import {
  columnText,
  numbered,
  parameterText,
  parameterType,
  postgresqlColumn,
  recordsUpdated,
} from './postgresql-types';

export interface PgliteBackendOptions {
  /** Folder for the data; made when it is not there. @default in memory */
  readonly dataDir?: string;
}

/**
 * PostgreSQL inside this process. It has one session, where the real service has many: calls take
 * turns, a transaction holds off all others, and nothing is left in the session after a call.
 * A statement cannot be cancelled.
 */
export async function createPgliteBackend({
  dataDir,
}: PgliteBackendOptions = {}): Promise<Backend> {
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const database = await PGlite.create(dataDir === undefined ? {} : { dataDir });
  const session = sessionOf(database);
  return {
    kind: 'postgresql',
    database: 'postgres',
    poolSize: 1,
    maxSessions: 1,
    connect(name = 'postgres') {
      if (!session.isAlive()) return Promise.reject(new NotReachableError('PGlite has ended'));
      return name === 'postgres'
        ? Promise.resolve(session)
        : Promise.reject(
            new BackendError(`database "${name}" does not exist`, { sqlState: '3D000' }),
          );
    },
    async close() {
      // Its own end-of-work code never returns once the server inside has ended.
      if (session.isAlive()) await database.close();
    },
  };
}

function sessionOf(database: PGlite): BackendSession {
  let isAlive = true;
  const send = async (text: string, types: number[], values: (string | null)[]) => {
    const message = Buffer.concat([
      serialize.parse({ text, types }),
      serialize.bind({ values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    try {
      const answer = await database.execProtocol(message, { throwOnError: false });
      return answer.messages;
    } catch (error) {
      isAlive = false;
      throw new ConnectionLostError(String(error));
    }
  };
  const execute: BackendSession['execute'] = async (parts, placeholders = []) => {
    const { text, bound } = numbered(parts, placeholders);
    assertNoCopyFromStdin(text);
    return toResult(await send(text, bound.map(parameterType), bound.map(parameterText)));
  };

  return {
    execute,
    cancel: () => Promise.resolve(),
    async afterCall() {
      await execute(['rollback']);
      await execute(['discard all']);
    },
    isAlive: () => isAlive,
    // There is one session for the backend's whole life.
    close: () => Promise.resolve(),
  };
}

const { serialize } = protocol;

/** Each value stays the server's text. */
function toResult(answer: readonly Message[]): Result {
  const find = (name: string) => answer.find((message) => message.name === name);
  const error = find('error');
  if (error !== undefined) throw postgresqlError(error) ?? new BackendError('no message', {});
  const fields = (find('rowDescription') as RowDescription | undefined)?.fields ?? [];
  const columns = fields.map(({ name, dataTypeID }) => postgresqlColumn(name, dataTypeID));
  const rows = answer.filter(({ name }) => name === 'dataRow') as unknown as readonly DataRow[];
  const tag = (find('commandComplete') as CommandComplete | undefined)?.text ?? '';
  return {
    columns,
    rows: rows.map((row) =>
      columns.map((column, index) => columnText(row.fields[index] ?? null, column)),
    ),
    recordsUpdated: recordsUpdated(tag, Number(tag.split(' ').at(-1))),
  };
}

interface Message {
  readonly name: string;
}
type RowDescription = Pick<messages.RowDescriptionMessage, 'name' | 'fields'>;
type DataRow = Pick<messages.DataRowMessage, 'name' | 'fields'>;
type CommandComplete = Pick<messages.CommandCompleteMessage, 'name' | 'text'>;
