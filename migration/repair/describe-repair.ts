import type { PlannedRepair } from './plan-repair';

/** A repair in words. */
export interface RepairWords {
  /** What it does to the row, and what to the database: nothing. */
  readonly what: string;
  /** What the next run does then. */
  readonly next: string;
}

export function describeRepair(planned: PlannedRepair): RepairWords {
  const { request, subject, entry } = planned;
  const { version, file, statementsApplied, statementsTotal } = entry;
  const extent = `${String(statementsApplied)} of ${String(statementsTotal)} statements applied`;
  switch (request.action) {
    case 'remove-failed':
      return {
        what:
          statementsApplied === 0
            ? `${file} stopped and nothing of it is applied: its row is removed.`
            : `${file} stopped with ${extent}, which have been undone by hand: its row is removed.`,
        next:
          subject.script.migration === undefined
            ? 'It is not in the folder: no run will begin it again.'
            : 'It counts as pending: the next run begins with its first statement.',
      };
    case 'statement-applied':
      return planned.becomes?.state === 'applied'
        ? {
            what: `${inFlight(planned)} counts as applied, and with it the whole script.`,
            next: `The next run goes on behind V${version}.`,
          }
        : {
            what: `${inFlight(planned)} counts as applied.`,
            next: `The next run goes on with statement ${statementsApplied + 2}.`,
          };
    case 'statement-not-applied':
      return {
        what: `${inFlight(planned)} counts as not applied.`,
        next:
          `The next run goes on with statement ${statementsApplied + 1}, the same one: ` +
          'what it has left half-way, such as an invalid index, must be gone by then.',
      };
    case 'accept-checksum':
      return entry.state === 'applied'
        ? {
            what: `${file} was edited after it was applied: the file as it is now counts as what was applied.`,
            next: `The next run takes V${version} for applied. What the edit would have done is not done.`,
          }
        : {
            what: `${file} stopped with ${extent}, and that part was edited: as it is now, it counts as what was applied.`,
            next: `The next run goes on with statement ${statementsApplied + 1}.`,
          };
    case 'forget':
      return {
        what: `${file}, with ${extent}${mayBeMore(planned)}, is missing from the folder: its row is removed, and what it did stays in the database.`,
        next: `No run will miss V${version} any more.${whatRunsAgain(planned)}`,
      };
  }
}

function inFlight({ subject, entry }: PlannedRepair): string {
  const { file, statementInFlight = 0, statementsTotal, startedAt } = entry;
  const line = subject.script.migration?.statements[statementInFlight - 1]?.line;
  const where = line === undefined ? file : `${file}:${String(line)}`;
  return `${where}: statement ${statementInFlight} of ${statementsTotal}, which was in flight when the run of ${startedAt} ended,`;
}

function mayBeMore({ entry: { statementInFlight } }: PlannedRepair): string {
  return statementInFlight === undefined ? '' : ` and perhaps statement ${statementInFlight} too`;
}

function whatRunsAgain({ subject: { renamedTo }, entry: { version } }: PlannedRepair): string {
  return renamedTo === undefined
    ? ''
    : ` But ${renamedTo} has the same content and counts as pending, so it will be applied again: ` +
        `if it was renamed, name it V${version} again instead.`;
}
