import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment, Output } from '../../cli/environment';
import { run } from '../../cli/run';

// As main.ts has it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly variables?: Environment['variables'];
  readonly isTerminal?: boolean;
  /** What the user answers to every question; nobody is there, without. */
  readonly answer?: string;
  /** When the user presses Ctrl-C; never, without. */
  readonly interrupted?: Promise<void>;
  /** Told all that standard output holds so far. */
  readonly onOutput?: (stdout: string) => void;
}

/** Runs a command line in this process. */
export async function call(
  commandLine: readonly string[],
  options: CallOptions = {},
): Promise<Called> {
  const { isTerminal = false, variables = {}, onOutput } = options;
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts): Output => ({
    isTerminal,
    write: (text) => {
      texts[name] += text;
      if (name === 'stdout') onOutput?.(texts.stdout);
    },
  });
  const exitCode = await run(commandLine, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    variables,
    clock: {
      now: Date.now,
      sleep: async (durationMs) => {
        await sleep(durationMs);
      },
    },
    newRunId: () => 'run-1',
    ...(options.answer !== undefined && {
      ask: (question) => {
        texts.stderr += question;
        return Promise.resolve(options.answer ?? '');
      },
    }),
    untilInterrupted: () => options.interrupted ?? new Promise(() => undefined),
  });
  return { exitCode, ...texts };
}

/** A text without what differs from run to run; the columns of tables are two spaces apart. */
export function masked(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<when>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/\b\d+(\.\d)? m?s\b/g, '<ms>')
    .replace(/test_[0-9a-f]{12} at 127\.0\.0\.1:\d+/g, '<database>')
    .replace(/(?<=\S) {2,}/g, '  ');
}
