import { createHash } from 'node:crypto';
import { historyPage } from '../../../engines/postgresql/history-query';
import { installSql } from '../../../engines/postgresql/install-sql';
import { runnerName } from '../../../engines/postgresql/sql/runner';

describe('installSql', () => {
  it('has no colon, which the Data API would take for a parameter', () => {
    expect(installSql).not.toContain(':');
  });

  it('is within the length that the Data API takes', () => {
    expect(installSql.length).toBeLessThan(65_536);
  });

  // A database has the runner of the version that made its history, and keeps it until a version
  // asks for another number. When this fails: give the routines that changed a new number, and pin
  // the new hash with it.
  it('is the one of its number: a changed runner needs a new number', () => {
    expect(runnerName).toBe('aurora_migrate.run_1');
    expect(createHash('sha256').update(installSql).digest('hex')).toBe(
      '54cbdcda48ec42da8378a542f72cf3b00c39d09b5080812e34da0ecc5a670482',
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
