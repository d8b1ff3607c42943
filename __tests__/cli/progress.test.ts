import { Progress } from '../../cli/progress';

function progressOn(isTerminal: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress({
    stderr: { isTerminal, write: (text) => void written.push(text) },
    clock: { now: () => now, sleep: () => Promise.resolve() },
  });
  const advance = (durationMs: number) => {
    now += durationMs;
  };
  return { progress, written, advance };
}

it('rewrites one line on a terminal', () => {
  const { progress, written, advance } = progressOn(true);

  progress.show('waiting');
  advance(2_500);
  progress.show('waiting');
  progress.clear();
  progress.clear();

  expect(written).toEqual(['  … waiting', '\r\u001B[2K', '  … waiting (2 s)', '\r\u001B[2K']);
});

it('writes a line for each new subject elsewhere', () => {
  const { progress, written } = progressOn(false);

  progress.show('waiting');
  progress.show('waiting');
  progress.clear();
  progress.show('running');

  expect(written).toEqual(['waiting\n', 'running\n']);
});

it('keeps short waits to a terminal', () => {
  const { progress, written } = progressOn(false);

  progress.hint('starting');

  expect(written).toEqual([]);
});
