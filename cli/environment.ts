import type { Clock } from '../migration/ports';

/** Where text goes. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** The world as a command sees it; `main.ts` makes it of the process. */
export interface Environment {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  newRunId(): string;
  /** Asks the user for a line, empty when none comes; absent where there is nobody to ask. */
  readonly ask?: (question: string) => Promise<string>;
  /** Resolves when the user wants an end. Before the first call, a signal ends the process. */
  untilInterrupted(): Promise<void>;
}
