import { contactQuestion } from '../../cli/doctor/contact';
import { questions } from '../../cli/doctor/questions';
import { codeSpans, readDocument, tableRows } from './markdown';

it('docs/data-api.md names each question of the doctor once', () => {
  const ids = [
    contactQuestion.id,
    ...questions['aurora-postgresql'].map(({ id }) => id),
    ...questions['aurora-mysql'].map(({ id }) => id),
  ];
  const rows = tableRows(readDocument('docs/data-api.md'), '| `id` ');

  expect(rows.flatMap(([cell = '']) => codeSpans(cell)).sort()).toEqual([...new Set(ids)].sort());
});
