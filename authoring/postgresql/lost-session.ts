import type { ReadStatement, TextProblem } from './statement';

/**
 * Refuses a statement whose effect on the session would not reach a later one that runs alone:
 * that one would run, and do something else than its author saw in psql.
 */
export function findLostSessions(statements: readonly ReadStatement[]): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  let alone: string | undefined;
  for (const { start, line, runsAlone, sessionState } of statements.toReversed()) {
    if (sessionState !== undefined && alone !== undefined) {
      problems.push({ index: start, message: describe(sessionState, alone) });
    }
    if (runsAlone !== undefined) alone = `${runsAlone} of line ${line}`;
  }
  return problems.reverse();
}

function describe(state: string, alone: string): string {
  return (
    `${state} does not reach the ${alone}, which runs alone, in a session of its own; ` +
    `move that statement to a script of its own, or do without ${state} there ` +
    `(qualified names, ALTER ROLE … SET)`
  );
}
