import { parsePostgresql } from '../../../authoring/postgresql/parse';

const mockParse = jest.fn();
jest.mock('libpg-query', () => ({
  ...jest.requireActual<object>('libpg-query'),
  parse: (sql: string) => mockParse(sql) as unknown,
}));

describe('parsePostgresql', () => {
  // Seen with statements of 8 MB that are a list of numbers.
  it.each([
    [{ name: 'ExitStatus', message: 'Program terminated with exit(1)', status: 1 }],
    [new Error('Parse result is null')],
    [new Error('Failed to allocate memory for parse result')],
    [new Error('out of memory')],
  ])('refuses what is too large for the parser, which then says %o', async (thrown) => {
    mockParse.mockRejectedValueOnce(thrown);

    expect(await parsePostgresql('select 1')).toEqual({
      failure: { message: 'this statement is too large for the parser; split it' },
    });
  });

  it('fails with what is none of the parser’s words', async () => {
    const error = new Error('nobody knows');
    mockParse.mockRejectedValueOnce(error);

    await expect(parsePostgresql('select 1')).rejects.toBe(error);
  });
});
