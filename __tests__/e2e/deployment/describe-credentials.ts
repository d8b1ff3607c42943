import type { Deployment } from '../../support/workspace/deployment';

/** What keeps a plan from being made. Changes nothing. */
export function describeCredentials(deployed: () => Deployment): void {
  async function failToPlan(variables: Readonly<Record<string, string>> = {}): Promise<string> {
    const { text, exitCode } = await deployed().terraform(['plan', '-input=false'], { variables });
    expect(exitCode).toBe(1);
    return text.replace(/\s+/g, ' ');
  }
  afterAll(async () => {
    await deployed().synth();
  });

  it('names the setting when the credentials are of another account', async () => {
    await deployed().synth({ AWS_ACCOUNT_ID: '123456789012' });

    const text = await failToPlan();

    expect(text).toContain('Error: AWS account ID not allowed: 000000000000');
    expect(text).toContain(
      'AWS_ACCOUNT_ID is "123456789012": the credentials are those of the account 000000000000; ' +
        'use others, or correct the setting',
    );
  });

  it('says that there are no credentials', async () => {
    const text = await failToPlan({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });

    expect(text).toContain('Error: No valid credential sources found');
  });

  it('says that there is no such region', async () => {
    await deployed().synth({ AWS_REGION: 'eu-central-9' });

    const text = await failToPlan();

    expect(text).toContain('Error: invalid AWS Region: eu-central-9');
  });
}
