import type { Accepted } from '../../../checks/security/accepted';
import { compareFindings, type ScannedStack } from '../../../checks/security/compare-findings';
import type { Finding } from '../../../checks/security/scan';

const finding: Finding = { check: 'CKV_AWS_1', resource: 'aws_vpc.Vpc', title: 'Ensure a lock' };
const accepted: Accepted = { ...finding, reason: 'There is no door.' };

/** The four stacks, all with the same findings but for those named. */
function scan(changes: Readonly<Record<string, readonly Finding[]>> = {}): readonly ScannedStack[] {
  const stacks = [
    { name: 'postgresql', engine: 'aurora-postgresql', hasOptions: false },
    { name: 'postgresql-options', engine: 'aurora-postgresql', hasOptions: true },
    { name: 'mysql', engine: 'aurora-mysql', hasOptions: false },
    { name: 'mysql-options', engine: 'aurora-mysql', hasOptions: true },
  ] as const;
  return stacks.map((stack) => ({ ...stack, findings: changes[stack.name] ?? [finding] }));
}

describe('compareFindings', () => {
  it('is content with findings that are all accepted', () => {
    expect(compareFindings(scan(), [accepted])).toEqual([]);
  });

  it('reports a finding that is not accepted once, with all its stacks', () => {
    expect(compareFindings(scan({ mysql: [] }), [])).toEqual([
      {
        kind: 'new',
        check: 'CKV_AWS_1',
        resource: 'aws_vpc.Vpc',
        title: 'Ensure a lock',
        stacks: ['postgresql', 'postgresql-options', 'mysql-options'],
      },
    ]);
  });

  it('does not accept a finding on another resource', () => {
    const other = { ...finding, resource: 'aws_vpc.Other' };

    expect(compareFindings(scan({ mysql: [finding, other] }), [accepted])).toEqual([
      { ...other, kind: 'new', stacks: ['mysql'] },
    ]);
  });

  it('does not accept another finding on the resource', () => {
    const other = { ...finding, check: 'CKV_AWS_2' };

    expect(compareFindings(scan({ mysql: [finding, other] }), [accepted])).toEqual([
      { ...other, kind: 'new', stacks: ['mysql'] },
    ]);
  });

  it('reports what is accepted and not there any more', () => {
    expect(compareFindings(scan({ mysql: [] }), [accepted])).toEqual([
      { ...finding, kind: 'gone', stacks: ['mysql'] },
    ]);
  });

  it('looks for what is accepted for an engine in the stacks of that engine only', () => {
    const entry: Accepted = { ...accepted, engine: 'aurora-mysql' };
    const ofMysql = scan({ postgresql: [], 'postgresql-options': [] });

    expect(compareFindings(ofMysql, [entry])).toEqual([]);
    expect(compareFindings(scan({ postgresql: [] }), [entry])).toEqual([
      { ...finding, kind: 'new', stacks: ['postgresql-options'] },
    ]);
  });

  it('looks for what an option ends in the stacks without options only', () => {
    const entry: Accepted = { ...accepted, endedBy: 'kmsKeyArn' };

    expect(
      compareFindings(scan({ 'postgresql-options': [], 'mysql-options': [] }), [entry]),
    ).toEqual([]);
  });

  it('reports a finding that the option does not end', () => {
    const entry: Accepted = { ...accepted, endedBy: 'kmsKeyArn' };

    expect(compareFindings(scan({ 'mysql-options': [] }), [entry])).toEqual([
      { ...finding, kind: 'lasting', stacks: ['postgresql-options'], endedBy: 'kmsKeyArn' },
    ]);
  });
});
