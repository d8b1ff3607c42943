import { summarize } from '../../migration/summary';
import { entryOf, scriptOf } from '../support/builders';

describe('summarize', () => {
  it('says that nothing is pending', () => {
    expect(summarize({ applied: [], schemaVersion: '3' })).toBe(
      'Nothing is pending; the schema is at V3.',
    );
  });

  it('says that there is nothing at all', () => {
    expect(summarize({ applied: [] })).toBe('Nothing is pending; the schema is empty.');
  });

  it('names one script', () => {
    expect(summarize(resultOf(['1']))).toBe('Applied V1; the schema is at V1.');
  });

  it('names two scripts', () => {
    expect(summarize(resultOf(['1', '2.1']))).toBe('Applied V1 and V2.1; the schema is at V2.1.');
  });

  it('counts more scripts', () => {
    expect(summarize(resultOf(['1', '2', '3']))).toBe(
      'Applied 3 scripts, V1 to V3; the schema is at V3.',
    );
  });

  it('says what is not done', () => {
    expect(summarize(resultOf(['1']), 'V2 is still pending')).toBe(
      'Applied V1; the schema is at V1. Not done yet: V2 is still pending.',
    );
    expect(summarize({ applied: [] }, 'V1 is still pending')).toBe(
      'No script was applied so far; the schema is empty. Not done yet: V1 is still pending.',
    );
  });

  it('tells its own scripts from those of another run', () => {
    expect(summarize(resultOf(['3'], ['1', '2']))).toBe(
      'Applied V3; another run applied V1 and V2 meanwhile; the schema is at V3.',
    );
  });

  it('gives another run all of the credit', () => {
    expect(summarize(resultOf([], ['1']))).toBe(
      'Another run applied V1 meanwhile; the schema is at V1.',
    );
  });
});

function resultOf(
  own: readonly string[],
  others: readonly string[] = [],
): Parameters<typeof summarize>[0] {
  const entriesOf = (versions: readonly string[], byAnotherRun: boolean) =>
    versions.map((version) => ({
      entry: entryOf(scriptOf(`V${version}__a.sql`), 1),
      byAnotherRun,
    }));
  const schemaVersion = own.at(-1) ?? others.at(-1)!;
  return { applied: [...entriesOf(others, true), ...entriesOf(own, false)], schemaVersion };
}
