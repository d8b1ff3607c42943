import { Testing, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { physicalName } from '../../stacks/physical-name';

function nameOf(stackId: string, ids: readonly string[], maxLength = 64, prefix?: string): string {
  const stack: Construct = new TerraformStack(Testing.app(), stackId);
  const construct = ids.reduce((scope, id) => new Construct(scope, id), stack);
  return physicalName(construct, maxLength, prefix);
}

describe('physicalName', () => {
  it('joins the ids', () => {
    expect(nameOf('aurora', ['Shop', 'Migration'])).toBe('aurora-shop-migration');
  });

  it('keeps ids apart that differ in what AWS does not take', () => {
    expect(nameOf('aurora', ['a_b'])).toBe('aurora-a-b-66ab61da');
    expect(nameOf('aurora', ['a.b'])).toBe('aurora-a-b-6362502a');
  });

  it('begins with a letter', () => {
    expect(nameOf('1-aurora', ['x'])).toBe('aurora-x-c7389168');
  });

  it('keeps to the length', () => {
    const name = nameOf('aurora', ['x'.repeat(100)], 30);

    expect(name).toBe('aurora-xxxxxxxxxxxxxx-cfa974a9');
    expect(name).toHaveLength(30);
  });

  it('begins with the prefix, whole, whatever else is left out', () => {
    expect(nameOf('aurora', ['Shop'], 64, 'acme-eu')).toBe('acme-eu-aurora-shop');
    expect(nameOf('aurora', ['a_b'], 64, 'acme-eu')).toBe('acme-eu-aurora-a-b-66ab61da');
    expect(nameOf('aurora', ['x'.repeat(100)], 30, 'acme-eu')).toBe(
      'acme-eu-aurora-xxxxxx-cfa974a9',
    );
  });
});
