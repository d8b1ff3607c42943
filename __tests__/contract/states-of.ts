import type { ContractDatabase } from './contract-database';

/** The history in short: `2 failed 0/1`, the statements applied of all. */
export async function statesOf(db: ContractDatabase): Promise<readonly string[]> {
  return (await db.history()).map(
    ({ version, state, statementsApplied, statementsTotal }) =>
      `${version} ${state} ${String(statementsApplied)}/${String(statementsTotal)}`,
  );
}
