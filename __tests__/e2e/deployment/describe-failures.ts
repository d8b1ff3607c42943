import type { Deployment } from '../../support/workspace/deployment';
import type { EngineWords } from './engine-words';

const isThere = "select count(*) as n from information_schema.tables where table_name = 'payments'";

/** Begins and ends with a schema whose folder fits the history. */
export function describeFailures(deployed: () => Deployment, words: EngineWords): void {
  it('fails with a script, and says which, where, why, what stays and what to do', async () => {
    const { databaseName, write, synth, failToApply, query } = deployed();
    write({
      'V3__payments.sql':
        'create table payments (id int primary key, amount int);\n' +
        'insert into payments values (1, 10);\n' +
        'insert into paymints values (2, 20);\n',
    });
    await synth();

    expect(await failToApply()).toBe(
      [
        'V3 payments failed at statement 3 of 3.',
        '',
        'schema/V3__payments.sql:3:13',
        '    2 | insert into payments values (1, 10);',
        '  > 3 | insert into paymints values (2, 20);',
        '      |             ^',
        words.missingTable(databaseName, 'paymints'),
        '',
        words.rest,
      ].join('\n'),
    );
    expect(await query(isThere)).toEqual([{ n: words.tablesAfterFailure }]);
  });

  it('shows all scripts again, since Terraform does not know which of them ran', async () => {
    const { plan } = deployed();

    const { text, changes } = await plan();

    expect(text).toMatch(
      /\+ files = \{\n +\+ "V1__customers\.sql" = .*\n +\+ "V2__orders\.sql" = .*\n +\+ "V3__payments\.sql" = /,
    );
    expect(changes).toEqual(['aws_lambda_invocation: created']);
  });

  it('goes on when the script is corrected', async () => {
    const { deploy, query } = deployed();

    const message = await deploy({
      'V3__payments.sql':
        'create table payments (id int primary key, amount int);\n' +
        'insert into payments values (1, 10);\n' +
        'insert into payments values (2, 20);\n',
    });

    expect(message).toBe('Applied V3; the schema is at V3.');
    expect(await query('select sum(amount) as n from payments')).toEqual([{ n: '30' }]);
  });

  it('refuses an edited script that was applied, and runs nothing', async () => {
    const { write, synth, plan, failToApply, query } = deployed();
    write({
      'V2__orders.sql': 'create table orders (id bigint primary key);\n',
      'V4__never.sql': 'create table never (id int);\n',
    });
    await synth();

    const { text, file } = await plan();

    expect(text).toMatch(
      /~ "V2__orders\.sql" = "[0-9a-f]{64}" -> "[0-9a-f]{64}"\n +\+ "V4__never\.sql" = /,
    );
    expect(await failToApply({ args: [file] })).toBe(
      'V2__orders.sql changed after it was applied (was 7f3173d5, is 28185dde): ' +
        'restore it and put the change into a new script, or accept it if the database needs ' +
        'nothing of it: "aurora-migrate repair 2 --accept-checksum".\nNothing was applied.',
    );
    expect(
      await query("select count(*) as n from information_schema.tables where table_name = 'never'"),
    ).toEqual([{ n: '0' }]);
  });

  it('has nothing pending once the script is restored', async () => {
    const { deploy } = deployed();

    const message = await deploy({
      'V2__orders.sql': 'create table orders (id int primary key);\n',
      'V4__never.sql': undefined,
    });

    expect(message).toBe('Nothing is pending; the schema is at V3.');
  });

  it('refuses a script that was applied and is gone, and shows it in the plan', async () => {
    const { write, synth, plan, failToApply } = deployed();
    write({ 'V2__orders.sql': undefined });
    await synth();

    const { text, file } = await plan();

    expect(text).toMatch(/- "V2__orders\.sql" = "[0-9a-f]{64}"\n/);
    expect(await failToApply({ args: [file] })).toBe(
      'V2__orders.sql is applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 2 --forget".\nNothing was applied.',
    );
  });

  it('refuses a script that was renamed to another version', async () => {
    const { write, synth, failToApply } = deployed();
    write({ 'V5__orders.sql': 'create table orders (id int primary key);\n' });
    await synth();

    expect(await failToApply()).toBe(
      'V2__orders.sql is applied and missing from the folder; V5__orders.sql has the same ' +
        'content: if it was renamed, name it V2 again.\nNothing was applied.',
    );
  });

  it('takes another description for no change of the schema, which the plan shows', async () => {
    const { write, deploy, synth, plan, apply } = deployed();
    await deploy({
      'V5__orders.sql': undefined,
      'V2__orders.sql': 'create table orders (id int primary key);\n',
    });
    write({
      'V2__orders.sql': undefined,
      'V2__all_orders.sql': 'create table orders (id int primary key);\n',
    });
    await synth();

    const { text, file } = await plan();

    expect(text).toMatch(/\+ "V2__all_orders\.sql" = .*\n +- "V2__orders\.sql" = /);
    expect(await apply({ args: [file] })).toContain(
      'ResponseMessage = "Nothing is pending; the schema is at V3."\n',
    );
  });

  it('refuses the older one of two branches when it comes late', async () => {
    const { write, deploy, synth, failToApply } = deployed();
    await deploy({ 'V7__branch_a.sql': 'create table branch_a (id int);\n' });
    write({ 'V6__branch_b.sql': 'create table branch_b (id int);\n' });
    await synth();

    expect(await failToApply()).toBe(
      'V6__branch_b.sql is out of order, since V7 is applied: give it a version above 7, or ' +
        'allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\nNothing was applied.',
    );
  });

  it('applies it where the setting allows it', async () => {
    const { synth, apply } = deployed();
    await synth({ OUT_OF_ORDER: 'on' });

    expect(await apply()).toContain('ResponseMessage = "Applied V6; the schema is at V7."\n');
  });
}
