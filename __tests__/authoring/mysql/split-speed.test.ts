import { split } from './support';

// Linear time takes well under a second for each of these; square time takes hours.
const limitMs = 10_000;
const sizeBytes = 5_000_000;

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(sizeBytes / piece.length));
}

describe('splitMysql, on five megabytes', () => {
  it.each([
    ['of inserts', repeated("insert into t values (1, 'it''s é', null, 1.5);\n")],
    ['of one insert', `insert into t values ${repeated("(1, 'a@b', null),")}(1)`],
    ['of one string', `select '${repeated("\\'\\\\''")}'`],
    ['of comments', repeated('/* a */ -- b\n')],
    ['of one comment', `/* ${repeated('/* ')}`],
    ['of nested version comments', repeated('/*! ')],
    ['of unclosed blocks', `create procedure p() ${repeated('begin ')}`],
    ['of conditions that never end', `create procedure p() ${repeated('if case ')}`],
    ['of one body', `create procedure p() begin ${repeated('if a then select 1; end if; ')} end`],
    ['of empty statements', repeated(';')],
    ['of the word delimiter', repeated('delimiter a delimiter ')],
    ['of the word delimiter inside of a statement', `select ${repeated('a delimiter ')}`],
    ['of backslashes', repeated('\\')],
    ['of asterisks and slashes', repeated('*/')],
    ['of one word', repeated('a')],
    ['of variables', `select ${repeated('@a.b,')}1`],
  ])(
    'takes linear time: %s',
    async (_, text) => {
      const start = performance.now();
      await split(text);

      expect(performance.now() - start).toBeLessThan(limitMs);
    },
    60_000,
  );
});
