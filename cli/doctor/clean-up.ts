import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineName } from '../../migration/migration';
import { NoAnswerError, type Line } from './line';
import { dropAll, findRunning, stopRunning, type Leftover } from './scratch';

export interface Cleaned {
  /** What all names begin with. */
  readonly base: string;
  /** What is still there. */
  readonly left: readonly Leftover[];
  /** Why nobody knows what is there. */
  readonly failure?: string;
}

/** Ends what still runs, drops what was made, and looks whether anything is left. */
export async function cleanUp(line: Line, engine: EngineName, base: string): Promise<Cleaned> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stopAll(line, engine, base);
      return { base, left: await dropAll(line, engine, base) };
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      // All of it may be done again.
      if (attempt === attempts) return { base, left: [], failure: error.message };
    }
  }
}

const attempts = 3;

// A statement that was told to end needs a moment, and might still make something in it.
async function stopAll(line: Line, engine: EngineName, base: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if ((await findRunning(line, engine, base)).length === 0) return;
    await stopRunning(line, engine, base);
    await sleep(250);
  }
}
