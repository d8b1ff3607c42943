import { createHash } from 'node:crypto';
import { historyPage } from '../../../engines/mysql/history-query';
import { installStatements } from '../../../engines/mysql/install-sql';
import { runnerName } from '../../../engines/mysql/sql/runner';

describe('installStatements', () => {
  it('have no colon, which the Data API would take for a parameter', () => {
    expect(installStatements.join('\n')).not.toContain(':');
  });

  it('are within the length that the Data API takes', () => {
    expect(Math.max(...installStatements.map(({ length }) => length))).toBeLessThan(65_536);
  });

  // A database has the runner of the version that made its history, and keeps it until a version
  // asks for another number. When this fails: give the routines that changed a new number, and pin
  // the new hash with it.
  it('are those of their number: a changed runner needs a new number', () => {
    expect(runnerName).toBe('aurora_migrate_run_1');
    expect(createHash('sha256').update(installStatements.join(';')).digest('hex')).toBe(
      'eed987ce4639d4023a326ddb60ba278071613665cbeb38d3aeee070153fc3c50',
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
