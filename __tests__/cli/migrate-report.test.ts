import { MigrateReport } from '../../cli/migrate-report';
import { Progress } from '../../cli/progress';
import type { Environment } from '../../cli/environment';

it('says why and how a run goes on more slowly', () => {
  const written: string[] = [];
  const output = { isTerminal: false, write: (text: string) => void written.push(text) };
  const environment = {
    stdout: output,
    stderr: output,
    variables: {},
    clock: { now: () => 0, sleep: () => Promise.resolve() },
  };
  const report = new MigrateReport(
    environment as Partial<Environment> as Environment,
    new Progress(environment),
    { json: false },
  );

  report.tell({
    kind: 'slower',
    refused: 'COMMIT in a procedure',
    strategy: 'one script per call',
  });

  expect(written).toEqual([
    '  The database refuses COMMIT in a procedure, so it is one script per call\n',
  ]);
});
