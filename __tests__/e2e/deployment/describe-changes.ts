import { changeCode } from '../../support/workspace/change-code';
import type { Deployment } from '../../support/workspace/deployment';

/** From nothing to V1 and V2 applied: each test begins with what the one before it left. */
export function describeChanges(deployed: () => Deployment): void {
  it('shows the scripts of a first deployment in its plan', async () => {
    const { write, synth, terraform, plan } = deployed();
    write({ 'V1__customers.sql': 'create table customers (id int primary key);\n' });
    await synth();
    await terraform(['init', '-input=false']);

    const { text, changes } = await plan();

    expect(text).toMatch(/\+ files = \{\n +\+ "V1__customers\.sql" = "[0-9a-f]{64}"\n/);
    expect(new Set(changes.map((change) => change.split(': ')[1]))).toEqual(new Set(['created']));
  });

  it('migrates with the first deployment, and says so', async () => {
    const { apply, query } = deployed();

    expect(await apply()).toContain('ResponseMessage = "Applied V1; the schema is at V1."\n');
    expect(await query('select count(*) as n from customers')).toEqual([{ n: '0' }]);
  });

  it('has nothing to do when nothing changed', async () => {
    const { synth, plan } = deployed();
    await synth();

    const { text, changes } = await plan();

    expect(text).toContain('No changes. Your infrastructure matches the configuration.');
    expect(changes).toEqual([]);
  });

  it('shows a new script by its name', async () => {
    const { write, synth, plan } = deployed();
    write({ 'V2__orders.sql': 'create table orders (id int primary key);\n' });
    await synth();

    const { text, changes } = await plan();

    expect(text).toMatch(/~ files = \{\n +\+ "V2__orders\.sql" = "[0-9a-f]{64}"\n/);
    expect(changes).toEqual([
      'aws_lambda_function: updated in-place',
      'aws_lambda_invocation: replaced',
      'aws_lambda_layer_version: replaced',
      'terraform_data: replaced',
    ]);
  });

  it('applies a new script, and it alone', async () => {
    const { deploy, query } = deployed();

    expect(await deploy({})).toBe('Applied V2; the schema is at V2.');
    expect(await query('select count(*) as n from orders')).toEqual([{ n: '0' }]);
  });

  it('does not migrate when the code of the function alone changed', async () => {
    const { stackFolder, plan, apply, synth } = deployed();
    changeCode(stackFolder);

    const { changes, file } = await plan();

    expect(changes).toEqual(['aws_lambda_function: updated in-place', 'terraform_data: replaced']);
    expect(await apply({ args: [file] })).toContain(
      'ResponseMessage = "Applied V2; the schema is at V2."\n',
    );
    await synth();
  });
}
