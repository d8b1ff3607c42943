import { readScan } from '../../../checks/security/scan';

const passed = { check_id: 'CKV_AWS_2', check_name: 'Ensure a wall', resource: 'aws_vpc.Vpc' };

describe('readScan', () => {
  it('takes the failed checks and the number of those that passed', () => {
    const report = {
      check_type: 'terraform_plan',
      summary: { parsing_errors: 0 },
      results: {
        passed_checks: [passed],
        failed_checks: [
          { check_id: 'CKV_AWS_1', check_name: 'Ensure a lock', resource: 'aws_vpc.Vpc' },
        ],
      },
    };

    expect(readScan(JSON.stringify(report))).toEqual({
      findings: [{ check: 'CKV_AWS_1', resource: 'aws_vpc.Vpc', title: 'Ensure a lock' }],
      passed: 1,
    });
  });

  // What checkov answers to a file that has no resources for it.
  it('refuses a scan of nothing', () => {
    const report = '{"passed": 0, "failed": 0, "resource_count": 0}';

    expect(() => readScan(report)).toThrow(`checkov did not read the plan:\n${report}`);
  });

  it('refuses a plan that was read in part', () => {
    const report = {
      summary: { parsing_errors: 1 },
      results: { passed_checks: [passed], failed_checks: [] },
    };

    expect(() => readScan(JSON.stringify(report))).toThrow('checkov did not read the plan');
  });
});
