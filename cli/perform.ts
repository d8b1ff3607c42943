import type { Environment } from './environment';
import type { ExitCode } from './exit-codes';

/** How a command gets its work done: it hands over what to do, and the exit code is noted. */
export type Perform = (work: (environment: Environment) => Promise<ExitCode>) => Promise<void>;
