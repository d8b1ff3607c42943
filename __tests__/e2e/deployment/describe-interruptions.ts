import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { until } from '../../contract/until';
import type { Deployment } from '../../support/workspace/deployment';
import type { EngineWords } from './engine-words';

/** Begins and ends with a schema whose folder fits the history. */
export function describeInterruptions(
  deployed: () => Deployment,
  { sleep, countSleeping }: EngineWords,
): void {
  /** A script that leaves two rows, with a pause between them. */
  const script = (table: string, seconds: number) =>
    [
      `create table ${table} (step int);`,
      `insert into ${table} values (1);`,
      sleep(seconds),
      `insert into ${table} values (2);\n`,
    ].join('\n');
  const isSleeping = async (): Promise<boolean> => {
    const [row] = await deployed().query(countSleeping);
    return row?.n !== '0';
  };

  it('applies a saved plan elsewhere, from a clean copy without archives', async () => {
    const { folder, stackFolder, write, synth, plan, terraform, query } = deployed();
    write({ 'V8__moved.sql': 'create table moved (id int);\n' });
    await synth();
    const { file } = await plan();
    const elsewhere = join(folder, 'elsewhere/stacks/aurora');
    const left = ['archives', '.terraform'];
    cpSync(stackFolder, elsewhere, {
      recursive: true,
      filter: (source) => !left.includes(basename(source)),
    });
    const options = { folder: elsewhere };
    await terraform(['init', '-input=false'], options);

    const { text, exitCode } = await terraform(['apply', '-input=false', file], options);

    expect(text).toContain('ResponseMessage = "Applied V8; the schema is at V8."\n');
    expect(exitCode).toBe(0);
    expect(await query('select count(*) as n from moved')).toEqual([{ n: '0' }]);
  });

  it('runs a script once when Ctrl-C stops the apply that runs it', async () => {
    const { write, synth, startTerraform, apply, query } = deployed();
    write({ 'V9__stopped.sql': script('stopped', 5) });
    await synth();
    const started = await startTerraform(['apply', '-input=false', '-auto-approve']);
    await until(isSleeping, 60_000);
    started.interrupt();

    const { text, exitCode } = await started.done;

    expect(text).toContain('Interrupt received.');
    expect(exitCode).toBe(1);
    expect(await apply()).toMatch(/ResponseMessage = ".*; the schema is at V9\."\n/);
    expect(await query('select step from stopped order by step')).toEqual([
      { step: '1' },
      { step: '2' },
    ]);
  });

  it('runs each script once when two apply at once without a lock', async () => {
    const { folder, write, synth, terraform, apply, query } = deployed();
    write({ 'V10__twice.sql': script('twice', 3), 'V11__thrice.sql': script('thrice', 0) });
    await synth();
    const args = ['apply', '-input=false', '-auto-approve', '-lock=false'];
    // Two that write one local file leave one that is none: the second keeps its state elsewhere.
    const elsewhere = [`-state-out=${join(folder, 'second.tfstate')}`, '-backup=-'];

    const runs = await Promise.all([terraform(args), terraform([...args, ...elsewhere])]);

    expect(runs.map(({ exitCode }) => exitCode)).toContain(0);
    expect(await apply()).toMatch(/ResponseMessage = ".*; the schema is at V11\."\n/);
    const rows = 'select step from twice union all select step from thrice order by step';
    expect(await query(rows)).toEqual(['1', '1', '2', '2'].map((step) => ({ step })));
  });
}
