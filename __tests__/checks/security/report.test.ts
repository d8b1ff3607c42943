import type { Problem } from '../../../checks/security/compare-findings';
import { reportProblem, reportTotal } from '../../../checks/security/report';

const problem: Problem = {
  kind: 'new',
  check: 'CKV_AWS_1',
  resource: 'aws_vpc.Vpc',
  title: 'Ensure a lock',
  stacks: ['aurora-mysql', 'aurora-mysql-options'],
};

describe('reportProblem', () => {
  it('says that a new finding is to be mended or accepted', () => {
    expect(reportProblem(problem)).toBe(
      'CKV_AWS_1 aws_vpc.Vpc in aurora-mysql, aurora-mysql-options: Ensure a lock; ' +
        'mend it in stacks/, or accept it in checks/security/accepted.ts with a reason',
    );
  });

  it('says which option does not end a finding', () => {
    expect(reportProblem({ ...problem, kind: 'lasting', endedBy: 'kmsKeyArn' })).toBe(
      'CKV_AWS_1 aws_vpc.Vpc in aurora-mysql, aurora-mysql-options: Ensure a lock; ' +
        'kmsKeyArn does not end it, as checks/security/accepted.ts says: mend the one or the other',
    );
  });

  it('says that what is gone is to leave the list', () => {
    expect(reportProblem({ ...problem, kind: 'gone' })).toBe(
      'CKV_AWS_1 aws_vpc.Vpc in aurora-mysql, aurora-mysql-options: Ensure a lock; ' +
        'it is accepted but not there: take it out of checks/security/accepted.ts',
    );
  });
});

describe('reportTotal', () => {
  const scanned = [
    { findings: [1, 2], passed: 30 },
    { findings: [3], passed: 12 },
  ];

  it('counts plans, checks and findings', () => {
    expect(reportTotal(scanned, 0)).toBe(
      'checkov: 2 plans, 42 checks passed, 3 failed, all accepted with a reason',
    );
  });

  it('counts what is left to do', () => {
    expect(reportTotal(scanned, 2)).toBe(
      'checkov: 2 plans, 42 checks passed, 3 failed, 2 to be settled',
    );
  });
});
