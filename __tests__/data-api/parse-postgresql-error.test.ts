import { parsePostgresqlError } from '../../data-api/parse-postgresql-error';

describe('parsePostgresqlError', () => {
  it('reads message and SQLSTATE', () => {
    expect(parsePostgresqlError('ERROR: canceling statement; SQLState: 57014')).toEqual({
      message: 'canceling statement',
      sqlState: '57014',
    });
  });

  it('reads every part of the one-line form', () => {
    const text =
      'ERROR: column "nme" does not exist; Detail: There is no such column.; ' +
      'Hint: Perhaps you meant "name".; Where: PL/pgSQL function f() line 3 at EXECUTE; ' +
      'Position: 8; SQLState: 42703';

    expect(parsePostgresqlError(text)).toEqual({
      message: 'column "nme" does not exist',
      detail: 'There is no such column.',
      hint: 'Perhaps you meant "name".',
      position: 8,
      sqlState: '42703',
    });
  });

  it('reads the one-line form with a semicolon at its end', () => {
    expect(parsePostgresqlError('ERROR: no; Hint: yes; SQLState: P0001;')).toEqual({
      message: 'no',
      hint: 'yes',
      sqlState: 'P0001',
    });
  });

  it('keeps semicolons within a message', () => {
    const text = 'ERROR: first; second; third: fourth; Detail: a; b; SQLState: P0001';

    expect(parsePostgresqlError(text)).toEqual({
      message: 'first; second; third: fourth',
      detail: 'a; b',
      sqlState: 'P0001',
    });
  });

  it('keeps line ends within a message', () => {
    expect(parsePostgresqlError('ERROR: one\ntwo; SQLState: P0001')).toEqual({
      message: 'one\ntwo',
      sqlState: 'P0001',
    });
  });

  it('does not take SQL that the context quotes for a hint', () => {
    const text =
      'ERROR: no; Where: SQL statement "select \'; Hint: none; Detail: none\'"; SQLState: P0001';

    expect(parsePostgresqlError(text)).toEqual({ message: 'no', sqlState: 'P0001' });
  });

  it('reads the form with a line for each part', () => {
    const text =
      'ERROR: relation "a" does not exist\n  Hint: Create it.\n  Position: 15\n' +
      '  Where: SQL function "f" during startup; SQLState: 42P01';

    expect(parsePostgresqlError(text)).toEqual({
      message: 'relation "a" does not exist',
      hint: 'Create it.',
      position: 15,
      sqlState: '42P01',
    });
  });

  it('reads the form with a line for each part and no SQLSTATE', () => {
    expect(parsePostgresqlError('ERROR: relation "a" does not exist\n  Position: 15')).toEqual({
      message: 'relation "a" does not exist',
      position: 15,
    });
  });

  it('takes a severity off that is there twice', () => {
    expect(parsePostgresqlError('ERROR: ERROR: no; SQLState: P0001')).toEqual({
      message: 'no',
      sqlState: 'P0001',
    });
  });

  it('knows nothing of a text without severity and SQLSTATE', () => {
    expect(parsePostgresqlError('Transaction is still running a query')).toBeUndefined();
  });
});
