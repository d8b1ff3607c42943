import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineOf } from '../../engines/engine-of';
import type { Handler } from '../../handler/create-handler';
import type { Backend } from '../../local/backend';
import type { Run } from '../../migration/engine';
import type { EngineName } from '../../migration/migration';
import { loadSchema } from '../../stacks/packaging/load-schema';
import { openLocalDatabase, type LocalDatabase } from '../support/local-database';
import { unpackedHandler, writeInto } from '../support/unpacked-handler';

/** Content by file name. */
export type HostileFiles = Readonly<Record<string, string | Uint8Array>>;

/** From a folder to a database, as a deployment goes. */
export interface Way {
  readonly engine: EngineName;
  readonly local: LocalDatabase;
  /** Packages the files, unpacks them as the layer, and has the handler apply them to a new schema. */
  apply(files: HostileFiles, run?: Run): Promise<void>;
  /** Sends another event to the function with the layer of before. */
  send(event: unknown, run?: Run): ReturnType<Handler>;
  close(): Promise<void>;
}

const histories: Readonly<Record<EngineName, string>> = {
  'aurora-postgresql': 'aurora_migrate.history',
  'aurora-mysql': 'aurora_migrate_history',
};

export async function openWay(backend: Backend): Promise<Way> {
  const engine: EngineName = backend.kind === 'mysql' ? 'aurora-mysql' : 'aurora-postgresql';
  const scratch = await mkdtemp(join(tmpdir(), 'whole-way-'));
  const local = await openLocalDatabase(backend);
  await engineOf(engine).install(local.database);
  let runs = 0;
  let folder: string | undefined;
  const send: Way['send'] = (event, run = { id: `run-${runs}`, toolVersion: '0.1.0' }) => {
    const handler = unpackedHandler(join(folder ?? '', 'opt/schema'), local, run);
    return handler(event, { getRemainingTimeInMillis: () => 80_000 });
  };
  return {
    engine,
    local,
    send,
    apply: async (files, run) => {
      if (folder !== undefined) await rm(folder, { recursive: true });
      runs += 1;
      folder = join(scratch, `run-${runs}`);
      const scripts = Object.entries(files).map(([name, content]) => ({ name, content }));
      await writeInto(join(folder, 'schema'), scripts);
      const { checksums, package: packaged } = await loadSchema(join(folder, 'schema'), engine);
      await writeInto(join(folder, 'opt'), packaged.files);
      await local.query(`delete from ${histories[engine]}`);
      await send({ files: checksums }, run);
    },
    close: async () => {
      await local.close();
      await rm(scratch, { recursive: true });
    },
  };
}
