import { createHash } from 'node:crypto';
import { historyPage } from '../../../engines/mysql/history-query';
import {
  installStatements,
  repairStatements,
  uploadStatements,
} from '../../../engines/mysql/install-sql';
import { repairName } from '../../../engines/mysql/sql/repair';
import { runnerName } from '../../../engines/mysql/sql/runner';
import { takeUploadName } from '../../../engines/mysql/sql/uploads';

describe('installStatements', () => {
  it.each([
    ['of the runner', installStatements],
    ['of repairs', repairStatements],
    ['of uploads', uploadStatements],
  ])('have no colon, which the Data API would take for a parameter: those %s', (_, statements) => {
    expect(statements.join('\n')).not.toContain(':');
  });

  it('are within the length that the Data API takes', () => {
    const all = [...installStatements, ...repairStatements, ...uploadStatements];

    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(65_536);
  });

  // A database has the runner of the version that made its history, and keeps it until a version
  // asks for another number. When this fails: give the routines that changed a new number, and pin
  // the new hash with it.
  it('are those of their number: a changed runner needs a new number', () => {
    expect(runnerName).toBe('aurora_migrate_run_1');
    expect(createHash('sha256').update(installStatements.join(';')).digest('hex')).toBe(
      '8d1d07ef36585cce406be657ec829bc85fdfa698b7ac35b9027ca8d13b953491',
    );
    expect(repairName).toBe('aurora_migrate_repair_1');
    expect(createHash('sha256').update(repairStatements.join(';')).digest('hex')).toBe(
      'd82ffc0eb44c9ffe610f61842c984c8e8a0ecd02e78c113c469f3ef077ed20c9',
    );
    expect(takeUploadName).toBe('aurora_migrate_take_upload_1');
    expect(createHash('sha256').update(uploadStatements.join(';')).digest('hex')).toBe(
      '55eeac0e9750926ae8ad16571a531a0575de60f166ab1f65f31bac2175dbe33b',
    );
  });
});

describe('historyPage', () => {
  it('has no colon but that of its parameter', () => {
    const { sql, parameters } = historyPage(7);

    expect(sql.match(/:\w*/g)).toEqual([':above']);
    expect(parameters).toEqual({ above: 7 });
  });
});
