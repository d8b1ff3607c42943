import { untilQuiet } from './leftovers';
import { loadSet } from './load-set';
import type { ScriptSet } from './script-set';
import { matrixServer } from './servers';
import { findUntruths } from './truth';
import { openWorld } from './world';

const becomesReader =
  'do $$ begin execute format(' +
  "'alter database %I set default_transaction_read_only = on', current_database()); end $$;\n";

const scripts: ScriptSet = {
  name: 'read-only',
  engine: 'aurora-postgresql',
  // A script in a call.
  maxPayloadBytes: 500,
  files: {
    'V1__witness.sql': 'create table witness (mark text not null);\n',
    'V2__becomes_reader.sql': `insert into witness values ('V2-1');\n${becomesReader}`,
    'V3__goes_on.sql': "insert into witness values ('V3-1');\n",
  },
};

describe('a server that becomes read-only in the middle of a run', () => {
  it('refuses the runner as it is, which goes on when the server is writable again', async () => {
    const server = matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? '');
    const world = await openWorld(server, await loadSet(scripts));
    let runs = 0;
    let writable: Promise<unknown> | undefined;
    const makeWritable = async (): Promise<void> => {
      const [row] = await world.query('select current_database() as name');
      await world.query('set default_transaction_read_only = off');
      await world.query(`alter database ${String(row?.name)} reset default_transaction_read_only`);
    };
    try {
      const { end, waits } = await world.run({
        choose: ({ kind }) => {
          if (kind !== 'run') return undefined;
          runs += 1;
          if (runs === 5) writable = makeWritable();
          // A session keeps the default that it began with.
          return runs >= 3 ? { kind: 'killed session' } : undefined;
        },
      });
      await writable;
      await untilQuiet(world);

      expect(end).toMatchObject({ kind: 'applied', result: { applied: 3 } });
      expect(waits.length).toBeGreaterThanOrEqual(2);
      expect(new Set(waits.map(({ reason }) => reason))).toEqual(
        new Set(['the server that answers is read-only']),
      );
      expect(await findUntruths(world)).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
