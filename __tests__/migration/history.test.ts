import { mergeHistory, newestRank, settledRank } from '../../migration/history';
import { entryOf, failedEntryOf, runningEntryOf, scriptOf } from '../support/builders';

const first = scriptOf('V1__first.sql');
const second = scriptOf('V2__second.sql');
const third = scriptOf('V3__third.sql');

describe('mergeHistory', () => {
  it('adds new entries behind the known ones', () => {
    const known = entryOf(first, 1);
    const news = entryOf(second, 2);

    expect(mergeHistory([known], [news])).toEqual([known, news]);
  });

  it('puts the newer reading of an entry in the place of the older one', () => {
    const done = entryOf(second, 2);

    expect(mergeHistory([entryOf(first, 1), runningEntryOf(second, 2)], [done])).toEqual([
      entryOf(first, 1),
      done,
    ]);
  });

  it('moves a script that ran again to its new rank', () => {
    const before = [failedEntryOf(first, 1), entryOf(second, 2)];

    expect(mergeHistory(before, [entryOf(first, 3)])).toEqual([
      entryOf(second, 2),
      entryOf(first, 3),
    ]);
  });

  it('keeps everything when nothing is new', () => {
    expect(mergeHistory([entryOf(first, 1)], [])).toEqual([entryOf(first, 1)]);
  });
});

describe('settledRank', () => {
  it('is 0 for an empty history', () => {
    expect(settledRank([])).toBe(0);
  });

  it('is the newest rank when nothing runs', () => {
    expect(settledRank([entryOf(first, 4), failedEntryOf(second, 7)])).toBe(7);
  });

  it('stays below the oldest script that runs', () => {
    const history = [entryOf(first, 4), runningEntryOf(second, 6), entryOf(third, 8)];

    expect(settledRank(history)).toBe(5);
  });
});

describe('newestRank', () => {
  it('is 0 for an empty history', () => {
    expect(newestRank([])).toBe(0);
  });

  it('is the highest rank, whatever the order', () => {
    expect(newestRank([entryOf(first, 9), entryOf(second, 3)])).toBe(9);
  });
});
