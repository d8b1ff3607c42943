import { createHash } from 'node:crypto';
import { historyPage } from '../../../engines/mysql/history-query';
import { installStatements, repairStatements } from '../../../engines/mysql/install-sql';
import { repairName } from '../../../engines/mysql/sql/repair';
import { runnerName } from '../../../engines/mysql/sql/runner';

describe('installStatements', () => {
  it.each([
    ['of the runner', installStatements],
    ['of repairs', repairStatements],
  ])('have no colon, which the Data API would take for a parameter: those %s', (_, statements) => {
    expect(statements.join('\n')).not.toContain(':');
  });

  it('are within the length that the Data API takes', () => {
    const all = [...installStatements, ...repairStatements];

    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(65_536);
  });

  // A database has the runner of the version that made its history, and keeps it until a version
  // asks for another number. When this fails: give the routines that changed a new number, and pin
  // the new hash with it.
  it('are those of their number: a changed runner needs a new number', () => {
    expect(runnerName).toBe('aurora_migrate_run_1');
    expect(createHash('sha256').update(installStatements.join(';')).digest('hex')).toBe(
      'b0c8ce3259568dc01c21437af170ef81357edafc411dbca6336c6c93ce7e689b',
    );
    expect(repairName).toBe('aurora_migrate_repair_1');
    expect(createHash('sha256').update(repairStatements.join(';')).digest('hex')).toBe(
      'fe560f8e9bd136c27d83dc990b085ed77d23edf92eaef183074c44b313441fdf',
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
