import { accepted } from '../../checks/security/accepted';
import { dataApiPolicy } from '../../stacks/data-api-policy';
import { readDocument, tableRows } from './markdown';

const text = readDocument('docs/security.md');

it('names the actions of the role that are granted', () => {
  const { Statement } = dataApiPolicy(
    {
      clusterArn: 'cluster',
      secretArn: 'secret',
      secretKmsKeyArn: 'key',
    },
    'log',
  );
  const granted = Statement.flatMap(({ Action }) => Action);

  const named = tableRows(text, '| action ').map(([action = '']) => action.replaceAll('`', ''));
  expect(named.sort()).toEqual([...granted].sort());
});

it('has the findings that are accepted, with their reasons', () => {
  const rows = accepted.map(({ check, title, engine, reason, endedBy }) => [
    check,
    engine === undefined ? title : `${title} (${engine})`,
    reason,
    endedBy === undefined ? '' : `\`${endedBy}\``,
  ]);

  expect(tableRows(text, '| why it is accepted ')).toEqual(rows);
});
