import { MigrationError } from '../migration/errors';
import {
  describeProblem,
  PlanRefusedError,
  type PlanProblem,
} from '../migration/plan-refused-error';
import { colorsOf } from './colors';
import type { Environment } from './environment';
import { exitCodes, type ExitCode } from './exit-codes';
import { InterruptedError } from './interrupted-error';
import { toJsonLine } from './json';
import { withoutPasswords } from './passwords';
import { messageOf } from './unexpected';

/** Tells why a command failed: as text on standard error, or as JSON on standard output. */
export function reportFailure(
  error: unknown,
  environment: Environment,
  options: {
    readonly json: boolean;
    /** More members of the JSON document. */
    readonly members?: object;
    /** Text instead of the error's message. */
    readonly text?: string;
  },
): ExitCode {
  const { stdout, stderr, variables } = environment;
  if (options.json) {
    stdout.write(toJsonLine({ error: failureJson(error), ...options.members }));
  } else {
    const colors = colorsOf(stderr, variables);
    stderr.write(`${withoutPasswords(options.text ?? colors.red(describeFailure(error)))}\n`);
  }
  if (variables.AURORA_MIGRATE_DEBUG === '1') {
    stderr.write(`${withoutPasswords(stackOf(error))}\n`);
  }
  return error instanceof InterruptedError ? exitCodes.interrupted : exitCodes.failed;
}

/** What is said of an error. Ours are written for people; of others the place is worth more. */
export function describeFailure(error: unknown): string {
  if (error instanceof MigrationError) return error.message;
  return `${messageOf(error)}\nThis was not expected; AURORA_MIGRATE_DEBUG=1 shows where it happened.`;
}

/** An error as JSON: name, message, and what else ours know. */
export function failureJson(error: unknown): object {
  if (error instanceof PlanRefusedError) {
    return { name: error.name, message: error.message, problems: error.problems.map(problemJson) };
  }
  if (error instanceof MigrationError) {
    const members = Object.entries(error).filter(([key]) => key !== 'name' && key !== 'cause');
    const message = withoutPasswords(error.message);
    return { name: error.name, message, ...Object.fromEntries(members) };
  }
  const name = error instanceof Error ? error.name : 'Error';
  return { name, message: withoutPasswords(messageOf(error)) };
}

function problemJson(problem: PlanProblem): object {
  const script = 'migration' in problem ? problem.migration : problem.entry;
  return {
    kind: problem.kind,
    file: script.file,
    version: script.version,
    message: describeProblem(problem),
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
