import type { CaseResult } from './run-case';

/** What is told while cases run, and at their end. */
export interface Tally {
  begin(engine: string, count: number): void;
  add(name: string, result: CaseResult): void;
  /** @returns the exit code */
  end(): number;
}

export function createTally(isVerbose: boolean, title: string): Tally {
  const startedAt = Date.now();
  const ends = new Map<string, number>();
  let engine = '';
  let expected = 0;
  let done = 0;
  let cases = 0;
  let failed = 0;
  let missed = 0;

  const progress = (): void => {
    const isTerminal = process.stderr.isTTY;
    if (!isTerminal && done % 100 !== 0 && done !== expected) return;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    process.stderr.write(
      `${isTerminal ? '\r' : ''}${engine}: ${String(done)} of ${String(expected)} cases, ` +
        `${String(failed)} failed, ${String(seconds)} s, ${title}${isTerminal ? '' : '\n'}`,
    );
  };

  return {
    begin(name, count) {
      engine = name;
      expected = count;
      done = 0;
    },

    add(name, result) {
      const { problems, ends: how, isMissed } = result;
      done += 1;
      cases += 1;
      if (isMissed) missed += 1;
      if (problems.length > 0) failed += 1;
      for (const [index, end] of how.entries()) {
        const which = index === how.length - 1 ? 'clean run' : 'run with the fault';
        const key = `${which}: ${end.split(':')[0] ?? ''}`;
        ends.set(key, (ends.get(key) ?? 0) + 1);
      }
      if (problems.length > 0 || isVerbose) {
        const lines = [...how.map((end) => `run: ${end}`), ...problems];
        console.log([`\n${problems.length > 0 ? 'FAILED ' : ''}${name}`, ...lines].join('\n  '));
      }
      progress();
    },

    end() {
      console.log(
        `\n${String(cases)} cases, ${String(failed)} failed; in ${String(missed)} the fault came ` +
          'too late to meet its call.',
      );
      for (const [key, count] of [...ends].sort((a, b) => b[1] - a[1])) {
        console.log(`${String(count).padStart(7)}  ${key}`);
      }
      return failed === 0 && cases > 0 ? 0 : 1;
    },
  };
}
