import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Answer, Probe } from '../probe';

/** The procedures of the probes in one engine's words. */
export interface ProcedureSql {
  /** Makes a procedure of several statements that takes a text and puts it into `table`. */
  create(procedure: string, table: string): string;
  /** The same; but it commits the text, puts it there once more, and rolls that back. */
  createCommitting(procedure: string, table: string): string;
}

export interface CalledFound {
  readonly made: Outcome;
  /** Absent when nothing was made. */
  readonly called?: Outcome;
  /** How often the text is there. */
  readonly count?: Outcome;
}

export function createProcedure(sql: ProcedureSql): Probe<Outcome> {
  return {
    id: 'create-procedure',
    question: 'CREATE PROCEDURE',
    makes: 'objects',
    ask: (patient) =>
      patient.call(sql.create(patient.nameOf('made'), patient.nameOf('made_table'))),
    interpret: (made) =>
      made.kind === 'result'
        ? { mark: 'fine', answer: 'allowed', meaning: 'the runner can be installed' }
        : {
            mark: 'note',
            answer: 'refused',
            meaning: 'the runner cannot be installed',
            detail: `The service says: ${reasonOf(made)}.`,
          },
  };
}

export function callProcedure(sql: ProcedureSql): Probe<CalledFound> {
  return {
    id: 'call',
    question: 'CALL',
    makes: 'objects',
    ask: (patient) => callOf(patient, 'called', sql.create.bind(sql)),
    interpret: ({ made, called, count }) =>
      unmade(made) ??
      (called?.kind === 'result' && count !== undefined && valueOf(count) === '1'
        ? { mark: 'fine', answer: 'works, with a value', meaning: 'the runner can be called' }
        : refused(called, 'the runner cannot be called')),
  };
}

export function commitInProcedure(sql: ProcedureSql): Probe<CalledFound> {
  return {
    id: 'commit-in-procedure',
    question: 'COMMIT in a procedure',
    makes: 'objects',
    ask: (patient) => callOf(patient, 'committing', sql.createCommitting.bind(sql)),
    interpret({ made, called, count }) {
      const failed = unmade(made);
      if (failed !== undefined) return failed;
      if (called?.kind !== 'result') return refused(called, 'one call cannot commit each script');
      const found = count === undefined ? undefined : valueOf(count);
      return found === '1'
        ? { mark: 'fine', answer: 'works', meaning: 'a call takes many scripts' }
        : {
            mark: 'problem',
            answer: 'does nothing',
            meaning: 'a failed script would not be undone',
            detail: `Of a row committed and one rolled back, ${found ?? 'none'} are there.`,
          };
    },
  };
}

async function callOf(
  patient: Parameters<Probe<CalledFound>['ask']>[0],
  what: string,
  create: ProcedureSql['create'],
): Promise<CalledFound> {
  const [procedure, table] = [patient.nameOf(what), patient.nameOf(`${what}_table`)];
  await patient.call(`create table ${table} (mark varchar(100))`);
  const made = await patient.call(create(procedure, table));
  if (made.kind !== 'result') return { made };
  const called = await patient.call(`call ${procedure}(:value)`, { parameters: { value: 'mark' } });
  const count = await patient.call(`select count(*) as marks from ${table} where mark = 'mark'`);
  return { made, called, count };
}

function unmade(made: Outcome): Answer | undefined {
  if (made.kind === 'result') return undefined;
  return { mark: 'unknown', answer: 'no procedure was made', meaning: '' };
}

function refused(called: Outcome | undefined, meaning: string): Answer {
  const reason = called === undefined ? 'nothing' : reasonOf(called);
  return { mark: 'note', answer: 'refused', meaning, detail: `The service says: ${reason}.` };
}
