import { textOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface SessionsFound {
  readonly within: readonly Outcome[];
  readonly outside: readonly Outcome[];
}

/** @param sessionId expression of a session's number */
export function transactions(sessionId: string): Probe<SessionsFound> {
  const sql = `select ${sessionId} as session`;
  return {
    id: 'transactions',
    question: 'A transaction has one session',
    async ask(patient) {
      const within = await patient.inTransaction(async (call) => [
        await call(sql),
        await call(sql),
        await call(sql),
      ]);
      const outside: Outcome[] = [];
      for (let count = 0; count < 5; count += 1) outside.push(await patient.call(sql));
      return { within, outside };
    },
    interpret({ within, outside }) {
      const [inside, others] = [distinct(within), distinct(outside)];
      const answer = `${inside === 1 ? 'yes' : 'no'}; 5 calls outside had ${String(others)}`;
      return inside === 1
        ? { mark: 'fine', answer, meaning: 'scripts may need one session' }
        : {
            mark: 'problem',
            answer,
            meaning: 'scripts that need one session fail',
          };
    },
  };
}

function distinct(outcomes: readonly Outcome[]): number {
  return new Set(
    outcomes.map((outcome) =>
      outcome.kind === 'result' ? textOf(outcome.rows[0]?.[0] ?? null) : outcome.kind,
    ),
  ).size;
}
