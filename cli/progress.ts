import type { Environment } from './environment';

/**
 * Tells on standard error what a long wait is about: on a terminal one line that is
 * rewritten, elsewhere a line when the subject changes.
 */
export class Progress {
  private subject: string | undefined;
  private since = 0;
  private isShown = false;

  constructor(private readonly environment: Pick<Environment, 'stderr' | 'clock'>) {}

  show(subject: string): void {
    const { stderr, clock } = this.environment;
    const isNew = subject !== this.subject;
    if (isNew) this.since = clock.now();
    this.subject = subject;
    if (stderr.isTerminal) {
      const seconds = Math.floor((clock.now() - this.since) / 1000);
      this.clear();
      stderr.write(seconds > 0 ? `  … ${subject} (${String(seconds)} s)` : `  … ${subject}`);
      this.isShown = true;
    } else if (isNew) {
      stderr.write(`${subject}\n`);
    }
  }

  /** Shows what is too short a wait to be told elsewhere than on a terminal. */
  hint(subject: string): void {
    if (this.environment.stderr.isTerminal) this.show(subject);
  }

  /** To be called before anything else is written to the terminal. */
  clear(): void {
    if (this.isShown) this.environment.stderr.write(eraseLine);
    this.isShown = false;
  }
}

const eraseLine = '\r\u001B[2K';
