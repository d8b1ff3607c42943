import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from './environment';
import { exitCodes } from './exit-codes';
import { run } from './run';

// Its warning about old versions of Node.js is no business of the one who migrates a database.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that goes away (`aurora-migrate migrate | head -1`) ends no work half-way, and the
  // exit code still says how it went. What cannot be written for other reasons is missed.
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = exitCodes.failed;
  });
  return {
    isTerminal: stream.isTTY,
    write: (text) => {
      stream.write(text);
    },
  };
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // The second signal, when nothing listens any more, ends the process.
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

// On standard error, since standard output may go to a file.
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    // Ctrl-C and Ctrl-D close it without an answer.
    lines.once('close', () => {
      resolve('');
    });
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

void run(process.argv.slice(2), {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  variables: process.env,
  clock: {
    now: Date.now,
    sleep: async (durationMs) => {
      await sleep(durationMs);
    },
  },
  newRunId: randomUUID,
  ...(process.stdin.isTTY && { ask }),
  untilInterrupted,
}).then((exitCode) => {
  // What was interrupted is still open.
  if (exitCode === exitCodes.interrupted) process.exit(exitCode);
  process.exitCode ??= exitCode;
});
