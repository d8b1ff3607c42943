import type { HistoryEntry } from '../../migration/history';
import { marksOf } from './script-set';
import type { World } from './world';

/**
 * Where the history and the data disagree: a statement that the history calls applied has left each
 * of its marks once, and one that it does not call applied has left none.
 */
export async function findUntruths(world: World): Promise<readonly string[]> {
  const entries = new Map((await world.history()).map((entry) => [entry.version, entry]));
  const marks = await countMarks(world);
  return [...world.set.texts].flatMap(([version, texts]) =>
    texts.flatMap((text, index) =>
      marksOf(text).flatMap((mark) => {
        const expected = expectedCounts(entries.get(version), index + 1);
        const found = marks.get(mark) ?? 0;
        return expected.includes(found)
          ? []
          : [`${mark} is there ${String(found)} times, the history says ${expected.join(' or ')}`];
      }),
    ),
  );
}

function expectedCounts(entry: HistoryEntry | undefined, number: number): readonly number[] {
  if (entry === undefined) return [0];
  if (number <= entry.statementsApplied) return [1];
  return number === entry.statementInFlight ? [0, 1] : [0];
}

async function countMarks(world: World): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { mark } of await marksIn(world)) {
    counts.set(mark ?? '', (counts.get(mark ?? '') ?? 0) + 1);
  }
  return counts;
}

async function marksIn(world: World): Promise<readonly Readonly<Record<string, string | null>>[]> {
  try {
    return await world.query('select mark from witness');
  } catch (error) {
    if (/witness.*does(?:n't| not) exist/.test(String(error))) return [];
    throw error;
  }
}
