import { createHash } from 'node:crypto';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Name of a construct's resource in AWS: the ids from the stack down, in lower case, joined with
 * hyphens. When something has to be left out of it, a hash of the ids keeps it unique.
 *
 * @param maxLength what AWS allows for this kind of resource
 * @param prefix goes before the ids, whole
 */
export function physicalName(construct: Construct, maxLength: number, prefix?: string): string {
  const { scopes } = construct.node;
  const stack = TerraformStack.of(construct);
  const ids = scopes.slice(scopes.indexOf(stack)).map(({ node }) => node.id);
  const joined = ids.join('-').toLowerCase();
  const cleaned = joined.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  const name = prefix === undefined ? cleaned : `${prefix}-${cleaned}`;
  if (cleaned === joined && name.length <= maxLength) return name;

  const hash = createHash('sha256').update(ids.join('/')).digest('hex').slice(0, 8);
  return `${name.slice(0, maxLength - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}
