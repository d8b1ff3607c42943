import { compareWithHistory, type Script } from '../compare';
import type { Engine, Run } from '../engine';
import type { HistoryEntry } from '../history';
import type { Manifest } from '../manifest';
import { renamed } from '../plan';
import type { Database, ReadScript } from '../ports';
import { readTexts } from '../script-reader';
import { hashStatements } from '../statement-hash';
import type { RepairChange, RepairRecord } from './change';
import { planRepair, type PlannedRepair } from './plan-repair';
import type { RepairSubject } from './possible';
import { RepairBusyError, RepairOutdatedError, RepairRefusedError } from './repair-errors';
import type { RepairRequest } from './request';

export interface RepairContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
}

/**
 * Reads the history and decides what a repair would do, without changing anything.
 *
 * @throws RepairRefusedError, RepairBusyError
 */
export async function readRepair(
  context: RepairContext,
  request: RepairRequest,
): Promise<PlannedRepair> {
  const { database, engine } = context;
  const history = await engine.readHistory(database, 0);
  if (history === undefined) {
    throw new RepairRefusedError(
      'The database has no schema history, so there is nothing to repair.',
    );
  }
  const subject = await subjectOf(context, history, request.version);
  const planned = planRepair(request, subject);
  await assertNotExecuting(context, planned);
  return planned;
}

/**
 * Does what was shown, and leaves its trace.
 *
 * @throws RepairOutdatedError when the history is not as it was shown any more
 * @throws RepairBusyError while a run works
 */
export async function doRepair(
  { database, engine }: Pick<RepairContext, 'database' | 'engine'>,
  planned: PlannedRepair,
  { by, run }: Pick<RepairChange, 'by'> & { readonly run: Run },
): Promise<RepairRecord> {
  const record = await engine.repair(database, changeOf(planned, by, run));
  if (record !== undefined) return record;
  const { version, rank } = planned.entry;
  const history = (await engine.readHistory(database, 0)) ?? [];
  const now = history.find((entry) => entry.version === version);
  if (now?.rank !== rank || !isAsShown(now, planned.entry)) {
    throw new RepairOutdatedError(version, now);
  }
  throw new RepairBusyError('A run works on the database now.');
}

function changeOf(
  { request: { version, action }, entry, becomes }: PlannedRepair,
  by: string,
  run: Run,
): RepairChange {
  return { version, action, expected: entry, ...(becomes && { becomes }), by, run };
}

function isAsShown(now: HistoryEntry, shown: HistoryEntry): boolean {
  return (
    !now.isLive &&
    now.state === shown.state &&
    now.checksum === shown.checksum &&
    now.statementsTotal === shown.statementsTotal &&
    now.statementsApplied === shown.statementsApplied &&
    now.appliedHash === shown.appliedHash &&
    now.statementInFlight === shown.statementInFlight &&
    now.runId === shown.runId
  );
}

async function subjectOf(
  { manifest, readScript }: RepairContext,
  history: readonly HistoryEntry[],
  version: string,
): Promise<RepairSubject> {
  const scripts = compareWithHistory(manifest, history);
  const script = scripts.find((candidate) => candidate.version === version);
  if (script === undefined) {
    throw new RepairRefusedError(
      `V${version} is neither in the folder nor in the schema history: give the version of a script.`,
    );
  }
  const texts = await textsOf(script, readScript);
  const applied = script.entry?.statementsApplied ?? 0;
  const renamedTo = script.entry && renamed(script.entry, scripts);
  return {
    script,
    texts,
    appliedHash: hashStatements(texts.slice(0, applied)),
    ...(renamedTo !== undefined && { renamedTo }),
  };
}

async function textsOf({ migration, entry }: Script, readScript: ReadScript) {
  if (migration === undefined || entry === undefined) return [];
  return (await readTexts(readScript, migration)).texts;
}

/** A call that was cut off leaves its statement running, and the history does not know of that. */
async function assertNotExecuting(
  { database, engine }: RepairContext,
  { entry: { version, statementInFlight: number, statementsTotal, file } }: PlannedRepair,
): Promise<void> {
  if (number === undefined) return;
  if (!(await engine.isStatementRunning(database, { version, number }))) return;
  throw new RepairBusyError(
    `${file}: statement ${number} of ${statementsTotal} still runs in the database.`,
  );
}
