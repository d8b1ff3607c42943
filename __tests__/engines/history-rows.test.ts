import { readPages } from '../../engines/history-rows';
import type { Row } from '../../migration/ports';
import { ScriptedSession } from './scripted-session';

describe('readPages', () => {
  it('reads an entry that is applied', async () => {
    const session = new ScriptedSession([rowOf(1, 1)]);

    expect(await readPages(session, 0, pageAbove)).toEqual([
      {
        rank: 1,
        version: '1',
        description: 'a',
        file: 'V1__a.sql',
        checksum: 'c',
        state: 'applied',
        statementsTotal: 2,
        statementsApplied: 2,
        appliedHash: '',
        isLive: false,
        startedAt: '2026-01-02T03:04:05.006Z',
        finishedAt: '2026-01-02T03:04:06.006Z',
        durationMs: 1000,
        databaseUser: 'me',
        runId: 'r',
        toolVersion: '0.1.0',
      },
    ]);
  });

  it('reads what is known of a failure', async () => {
    const entry =
      '[1,"1","a","V1__a.sql","c","failed",2,1,"h",null,0,1767323045006,null,null,"me","r","0.1.0",' +
      '2,"42P01",1146,"no","why","what"]';
    const session = new ScriptedSession([{ entry, installed_rank: 1, newest_rank: 1 }]);

    const [failed] = await readPages(session, 0, pageAbove);

    expect(failed?.failure).toEqual({
      statement: 2,
      details: { message: 'no', sqlState: '42P01', code: 1146, detail: 'why', hint: 'what' },
    });
  });

  it('reads an entry that runs', async () => {
    const entry =
      '[1,"1","a","V1__a.sql","c","running",2,1,"h",2,1,1767323045006,null,null,"me","r","0.1.0",' +
      'null,null,null,null,null,null,"7 invalid"]';
    const session = new ScriptedSession([{ entry, installed_rank: 1, newest_rank: 1 }]);

    const [running] = await readPages(session, 0, pageAbove);

    expect(running).toMatchObject({
      state: 'running',
      isLive: true,
      statementInFlight: 2,
      seenBefore: '7 invalid',
    });
    expect(running).not.toHaveProperty('finishedAt');
    expect(running).not.toHaveProperty('failure');
  });

  it('reads page after page, up to the newest', async () => {
    const session = new ScriptedSession([rowOf(3, 5), rowOf(4, 5)], [rowOf(5, 5)]);

    const entries = await readPages(session, 2, pageAbove);

    expect(entries.map(({ rank }) => rank)).toEqual([3, 4, 5]);
    expect(session.queries).toEqual([{ sql: 'page above 2' }, { sql: 'page above 4' }]);
  });

  it('reads nothing above the newest', async () => {
    expect(await readPages(new ScriptedSession([]), 5, pageAbove)).toEqual([]);
  });
});

function pageAbove(rank: number): { readonly sql: string } {
  return { sql: `page above ${String(rank)}` };
}

function rowOf(rank: number, newest: number): Row {
  const entry =
    `[${String(rank)},"1","a","V1__a.sql","c","applied",2,2,"",null,0,1767323045006,1767323046006,` +
    '1000,"me","r","0.1.0",null,null,null,null,null,null]';
  return { entry, installed_rank: rank, newest_rank: newest };
}
