import { explainScript } from '../../cli/explain-script';
import type { Script } from '../../migration/compare';
import type { HistoryEntry } from '../../migration/history';
import type { Migration } from '../../migration/migration';

const migration: Migration = {
  file: 'V2__orders.sql',
  version: '2',
  description: 'orders',
  checksum: 'a'.repeat(64),
  statements: [
    { start: 0, end: 9, line: 1, column: 1, runsAlone: false },
    { start: 12, end: 20, line: 3, column: 1, runsAlone: false },
    { start: 23, end: 30, line: 5, column: 1, runsAlone: false },
  ],
  sharesSession: false,
};

function scriptOf(
  state: Script['state'],
  entry: Partial<HistoryEntry> = {},
  found: Partial<Script> = { migration },
): Script {
  return {
    version: '2',
    state,
    ...found,
    entry: {
      rank: 2,
      version: '2',
      description: 'orders',
      file: 'V2__orders.sql',
      checksum: migration.checksum,
      state: 'failed',
      statementsTotal: 3,
      statementsApplied: 0,
      appliedHash: '',
      isLive: false,
      startedAt: '2026-01-02T03:04:05.678Z',
      databaseUser: 'admin',
      runId: 'run-1',
      toolVersion: '0.1.0',
      ...entry,
    },
  };
}

const failure = {
  statement: 2,
  details: { message: "Table 'shop.purchases' doesn't exist", code: 1146, sqlState: '42S02' },
};

it('has nothing to say of a script that is applied', () => {
  expect(explainScript(scriptOf('applied', { state: 'applied' }), undefined)).toEqual({
    needsAttention: false,
  });
});

it('says where a script failed and that nothing of it remains', () => {
  expect(explainScript(scriptOf('failed', { failure }), undefined)).toEqual({
    explanation:
      "V2__orders.sql:3 failed at statement 2 of 3: Table 'shop.purchases' doesn't exist (1146). " +
      'Nothing of it was applied: fix the script and run again.',
    needsAttention: true,
  });
});

it('says what remains of a script that failed half-way', () => {
  const script = scriptOf('failed', { failure, statementsApplied: 1 });

  expect(explainScript(script, undefined).explanation).toBe(
    "V2__orders.sql:3 failed at statement 2 of 3: Table 'shop.purchases' doesn't exist (1146). " +
      'Its first statement is applied and stays: fix the script from there on and run again.',
  );
});

it('does not name a line of a file that was edited since it failed', () => {
  const script = scriptOf('failed', { failure, statementsApplied: 2, checksum: 'b'.repeat(64) });

  expect(explainScript(script, undefined).explanation).toBe(
    'V2__orders.sql failed at statement 2 of 3 (the file has been edited since): ' +
      "Table 'shop.purchases' doesn't exist (1146). " +
      'Its first 2 statements are applied and stay: fix the script from there on and run again.',
  );
});

it('says where a script goes on that stopped without a failure', () => {
  expect(explainScript(scriptOf('failed', { statementsApplied: 1 }), undefined)).toEqual({
    explanation: 'V2__orders.sql stopped before statement 2 of 3. Run again: it goes on there.',
    needsAttention: true,
  });
});

it('says that a script failed at its end', () => {
  const script = scriptOf('failed', {
    failure: { details: { message: 'violates foreign key constraint', sqlState: '23503' } },
  });

  expect(explainScript(script, undefined).explanation).toBe(
    'V2__orders.sql failed at its end: violates foreign key constraint (23503). ' +
      'Nothing of it was applied: fix the script and run again.',
  );
});

it('asks for nothing when a script that failed as a whole was removed', () => {
  expect(explainScript(scriptOf('failed', { failure }, {}), undefined)).toEqual({
    explanation:
      "V2__orders.sql failed at statement 2 of 3: Table 'shop.purchases' doesn't exist (1146). " +
      'Nothing of it was applied, and it is not in the folder any more: nothing is to be done.',
    needsAttention: false,
  });
});

it('puts why a script failed before what its repair is refused for', () => {
  const script = scriptOf('failed', { failure, statementsApplied: 1, checksum: 'b'.repeat(64) });
  const problem = { kind: 'applied part changed', migration, entry: script.entry! } as const;

  expect(explainScript(script, problem)).toEqual({
    explanation:
      'V2__orders.sql failed at statement 2 of 3 (the file has been edited since): ' +
      "Table 'shop.purchases' doesn't exist (1146). " +
      'V2__orders.sql changed in its first statement, which is applied: ' +
      'restore that part and edit only from line 3 on; or accept it as it is: ' +
      '"aurora-migrate repair 2 --accept-checksum".',
    needsAttention: true,
  });
});

it('says where an interrupted script goes on', () => {
  expect(
    explainScript(scriptOf('interrupted', { state: 'running', statementsApplied: 1 }), undefined),
  ).toEqual({
    explanation:
      'V2__orders.sql: the run of 2026-01-02T03:04:05.678Z ended without a word. ' +
      'Run again: it goes on at statement 2 of 3.',
    needsAttention: true,
  });
});

it('says who works on a script', () => {
  expect(
    explainScript(scriptOf('running', { state: 'running', statementsApplied: 1 }), undefined),
  ).toEqual({
    explanation:
      'V2__orders.sql: run run-1, by admin, works on statement 2 of 3 ' +
      'since 2026-01-02T03:04:05.678Z.',
    needsAttention: false,
  });
});
