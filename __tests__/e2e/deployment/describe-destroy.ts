import type { EngineName } from '../../../migration/migration';
import type { Deployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';
import { startLambdaProxy } from '../../support/workspace/lambda-proxy';

/** The end of a deployment that is protected. */
export function describeDestroy(deployed: () => Deployment, engine: EngineName): void {
  it('refuses to be destroyed by the name of the setting, before anything is gone', async () => {
    const { terraform, plan } = deployed();

    const { text, exitCode } = await terraform(['destroy', '-input=false', '-auto-approve']);

    expect(text.replace(/\s+/g, ' ')).toContain(
      'Error: Instance cannot be destroyed on cdk.tf.json line',
    );
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Resource terraform_data.DB_DELETION_PROTECTION_is_on has lifecycle.prevent_destroy set',
    );
    expect(exitCode).toBe(1);
    expect((await plan()).changes).toEqual([]);
  });

  it('is destroyed with protection off, without a call of the function', async () => {
    const { synth, apply, terraform, query } = deployed();
    await synth({ DB_DELETION_PROTECTION: 'off' });
    const proxy = await startLambdaProxy(emulatorEndpoint(engine));
    const variables = { AWS_ENDPOINT_URL_LAMBDA: proxy.endpoint };
    await apply({ variables });

    const { text } = await terraform(['destroy', '-input=false', '-auto-approve'], { variables });

    await proxy.close();
    expect(text).toMatch(/\nDestroy complete! Resources: \d+ destroyed\.\n/);
    expect(proxy.countCalls()).toBe(0);
    expect(await query('select count(*) as n from customers')).toEqual([{ n: '0' }]);
  });
}
