import type { MigrationError } from '../../migration/errors';
import { ScriptFailedError } from '../../migration/script-failed-error';
import type { RunEnd, World } from './world';

/**
 * A run without faults. When it asks for an invalid index to be dropped, since a build of it was killed,
 * that is done to the letter, and the run that it asks for comes behind.
 */
export async function runClean(world: World): Promise<RunEnd> {
  const { end } = await world.run();
  const removal = end.kind === 'failed' ? removalAskedFor(end.error) : undefined;
  if (removal === undefined) return end;
  await world.query(removal);
  return (await world.run()).end;
}

function removalAskedFor(error: MigrationError): string | undefined {
  if (!(error instanceof ScriptFailedError)) return undefined;
  return /is invalid, .*: drop it first \((DROP INDEX CONCURRENTLY [^)]+)\)/.exec(
    error.message,
  )?.[1];
}
