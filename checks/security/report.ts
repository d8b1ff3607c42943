import type { Problem } from './compare-findings';

/** Says in a line what was found, where, and what to do. */
export function reportProblem(problem: Problem): string {
  const { check, resource, stacks, title } = problem;
  return `${check} ${resource} in ${stacks.join(', ')}: ${title}; ${fixOf(problem)}`;
}

/** The closing line. */
export function reportTotal(
  scanned: readonly { readonly findings: readonly unknown[]; readonly passed: number }[],
  problems: number,
): string {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const found = sum(scanned.map(({ findings }) => findings.length));
  const passed = sum(scanned.map((scan) => scan.passed));
  const rest = problems === 0 ? 'all accepted with a reason' : `${problems} to be settled`;
  return `checkov: ${scanned.length} plans, ${passed} checks passed, ${found} failed, ${rest}`;
}

const list = 'checks/security/accepted.ts';

function fixOf({ kind, endedBy = '' }: Problem): string {
  switch (kind) {
    case 'new':
      return `mend it in stacks/, or accept it in ${list} with a reason`;
    case 'lasting':
      return `${endedBy} does not end it, as ${list} says: mend the one or the other`;
    case 'gone':
      return `it is accepted but not there: take it out of ${list}`;
  }
}
