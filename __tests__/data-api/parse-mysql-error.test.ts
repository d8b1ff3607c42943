import { parseMysqlError } from '../../data-api/parse-mysql-error';
import { parseSqlError } from '../../data-api/parse-sql-error';

describe('parseMysqlError', () => {
  it('reads code and SQLSTATE behind the message', () => {
    const text = "Table 'shop.a' doesn't exist; Error code: 1146; SQLState: 42S02";

    expect(parseMysqlError(text)).toEqual({
      message: "Table 'shop.a' doesn't exist",
      code: 1146,
      sqlState: '42S02',
    });
  });

  it('keeps semicolons within a message', () => {
    expect(parseMysqlError("near '; drop'; Error code: 1064; SQLState: 42000")).toEqual({
      message: "near '; drop'",
      code: 1064,
      sqlState: '42000',
    });
  });

  it('reads a code before the message', () => {
    expect(parseMysqlError("Database error code: 1146. Message: Table 'a' is gone")).toEqual({
      message: "Table 'a' is gone",
      code: 1146,
    });
  });
});

describe('parseSqlError', () => {
  it('knows a text of MySQL by its code', () => {
    expect(parseSqlError('no; Error code: 1644; SQLState: 45000')).toEqual({
      message: 'no',
      code: 1644,
      sqlState: '45000',
    });
  });

  it('knows a text of PostgreSQL by its severity', () => {
    expect(parseSqlError('FATAL: database "b" does not exist; SQLState: 3D000')).toEqual({
      message: 'database "b" does not exist',
      sqlState: '3D000',
    });
  });

  it('falls back on the whole text', () => {
    expect(parseSqlError('Transaction is still running a query')).toEqual({
      message: 'Transaction is still running a query',
    });
  });
});
