import { type Content, differenceOf } from '../../../bench/run/content';
import { expectedContent, measure } from '../../../bench/run/measure';
import type { Peer } from '../../../bench/run/peers/peer';
import { peers } from '../../../bench/run/peers/peers';
import { plainDriver } from '../../../bench/run/peers/plain-driver';
import { statementLoop } from '../../../bench/run/peers/statement-loop';
import { growingSchema, withFailure } from '../../../bench/run/script';
import type { Server } from '../../../bench/run/with-database';
import type { Workload } from '../../../bench/run/workloads';

const tiny: Workload = { name: '10x5', title: 'tiny', scripts: growingSchema(2) };
const again: Workload = {
  name: 'nothing-pending',
  title: 'tiny, again',
  before: { scripts: growingSchema(2), fails: false },
  scripts: growingSchema(2),
};
const resumed: Workload = {
  name: 'resume',
  title: 'tiny, resumed',
  before: { scripts: withFailure(growingSchema(2), 2), fails: true },
  scripts: growingSchema(2),
};

// Nobody changes what is in it.
let expected: Content;

beforeAll(async () => {
  expected = await expectedContent(open().server, tiny);
});

function open(): { readonly server: Server; readonly latencyMs: number; readonly runs: number } {
  const url = process.env.TEST_POSTGRES_URL ?? '';
  return { server: { engine: 'aurora-postgresql', url }, latencyMs: 0, runs: 1 };
}

/** Applies other scripts than it is given. */
function lying(name: string, instead: (statement: string) => string): Peer {
  return {
    ...plainDriver,
    name,
    prepare: (work) =>
      plainDriver.prepare({
        ...work,
        scripts: work.scripts.map((script) => ({
          ...script,
          statements: script.statements.map(instead),
        })),
      }),
  };
}

describe('measure', () => {
  it.each(peers.map((peer) => [peer.name, peer] as const))(
    'finds what it expects behind %s',
    async (_, peer) => {
      const outcome = await measure(peer, tiny, expected, open());

      expect(outcome.kind).toBe('done');
    },
  );

  it.each([
    ['a row', (sql: string) => sql.replace("'Edsger'", "'Barbara'"), 'rows of accounts_1 is'],
    ['a column', (sql: string) => sql.replace('varchar(200)', 'varchar(20)'), 'is missing'],
    ['an index', (sql: string) => sql.replace(/^create index.*/, 'select 1'), 'is missing'],
  ])('refuses a peer that leaves another database: %s', async (_, instead, difference) => {
    const run = measure(lying('liar', instead), tiny, expected, open());

    await expect(run).rejects.toThrow(difference);
  });

  it('tells what a peer cannot do', async () => {
    const outcome = await measure(statementLoop, again, expected, open());

    expect(outcome).toEqual({
      kind: 'cannot',
      why: 'it has no history, and applies everything again',
    });
  });

  it('refuses to say that a peer cannot do what it can', async () => {
    const options = open();
    const expected = await expectedContent(options.server, resumed);
    const modest: Peer = { ...statementLoop, cannot: () => 'it is modest' };

    const run = measure(modest, resumed, expected, open());

    await expect(run).rejects.toThrow(
      new Error(
        'statement by statement, aurora-postgresql, tiny, resumed: it could, and is said not to: it is modest',
      ),
    );
  });
});

describe('differenceOf', () => {
  it('finds none between equal contents', () => {
    const content = new Map([['table a', 'one column']]);

    expect(differenceOf(content, new Map(content))).toBeUndefined();
  });

  it('finds what is too much', () => {
    expect(differenceOf(new Map(), new Map([['table a', '']]))).toBe(
      'table a is there, and should not be',
    );
  });
});
