import type { Accepted } from './accepted';
import type { Finding } from './scan';
import type { StackVariant } from './stacks';

/** What was found in one stack. */
export interface ScannedStack extends Pick<StackVariant, 'name' | 'engine' | 'hasOptions'> {
  readonly findings: readonly Finding[];
}

/** A finding that the list does not have as it is. */
export interface Problem extends Finding {
  /**
   * `new`: it is not accepted; `lasting`: what should end it does not; `gone`: it is accepted, and
   * not there.
   */
  readonly kind: 'new' | 'lasting' | 'gone';
  /** Names of the stacks. */
  readonly stacks: readonly string[];
  /** Of a lasting one: what should end it. */
  readonly endedBy?: string;
}

/** Puts findings and list side by side: each has to have what the other has. */
export function compareFindings(
  scanned: readonly ScannedStack[],
  accepted: readonly Accepted[],
): readonly Problem[] {
  const problems = scanned.flatMap((stack) => [
    ...stack.findings
      .filter((finding) => !accepted.some((entry) => isSame(entry, finding) && holds(entry, stack)))
      .map((finding) => explain(finding, stack, accepted)),
    ...accepted
      .filter((entry) => holds(entry, stack))
      .filter((entry) => !stack.findings.some((finding) => isSame(entry, finding)))
      .map((entry) => problemOf('gone', entry, stack)),
  ]);
  return merge(problems);
}

function isSame(one: Place, other: Place): boolean {
  return one.check === other.check && one.resource === other.resource;
}

/** Whether an entry speaks of a stack. */
function holds({ engine, endedBy }: Accepted, stack: ScannedStack): boolean {
  if (engine !== undefined && engine !== stack.engine) return false;
  return endedBy === undefined || !stack.hasOptions;
}

function explain(finding: Finding, stack: ScannedStack, accepted: readonly Accepted[]): Problem {
  const ended = accepted.find(
    (entry) => isSame(entry, finding) && holds(entry, { ...stack, hasOptions: false }),
  );
  if (ended?.endedBy === undefined) return problemOf('new', finding, stack);
  return { ...problemOf('lasting', finding, stack), endedBy: ended.endedBy };
}

type Place = Pick<Finding, 'check' | 'resource'>;

function problemOf(
  kind: Problem['kind'],
  { check, resource, title }: Finding,
  { name }: ScannedStack,
): Problem {
  return { kind, check, resource, title, stacks: [name] };
}

/** One for each place, whatever the number of stacks. */
function merge(problems: readonly Problem[]): readonly Problem[] {
  const merged = new Map<string, Problem>();
  for (const problem of problems) {
    const key = [problem.kind, problem.check, problem.resource].join(' ');
    const stacks = [...(merged.get(key)?.stacks ?? []), ...problem.stacks];
    merged.set(key, { ...problem, stacks });
  }
  return [...merged.values()];
}
