import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName } from '../../../migration/migration';
import { awsAt } from '../../support/workspace/aws';
import type { Deployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';

/** What may not leave the database and its secret. Adds a script. */
export function describeSecrets(deployed: () => Deployment, engine: EngineName): void {
  it('keeps password and SQL out of state, plan, outputs and log', async () => {
    const { folder, write, synth, plan, apply, terraform } = deployed();
    write({ 'V13__secret.sql': "create table secret (name varchar(40) default 'marmalade');\n" });
    await synth();
    const { file, text } = await plan();
    const applied = await apply({ args: [file] });

    const aws = awsAt(emulatorEndpoint(engine));
    const { text: outputs } = await terraform(['output', '-json']);
    const secretArn = (JSON.parse(outputs) as Record<string, { readonly value: string }>).SecretArn;
    const password = await aws.readPassword(secretArn!.value);
    const places = {
      state: readFileSync(join(folder, 'terraform.aurora.tfstate'), 'utf8'),
      plan: (await terraform(['show', '-json', file])).text,
      'text of the plan': text,
      'text of the apply': applied,
      outputs,
      log: await aws.readFunctionLog('aurora-migration'),
    };

    expect(password).toMatch(/^.{8,}$/);
    expect(places.log).toContain('V13');
    for (const [place, content] of Object.entries(places)) {
      expect([place, content.includes(password)]).toEqual([place, false]);
      expect([place, content.includes('marmalade')]).toEqual([place, false]);
    }
  });
}
