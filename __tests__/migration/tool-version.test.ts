import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolVersion } from '../../migration/tool-version';

it('is the version in package.json', () => {
  const json = readFileSync(join(__dirname, '../../package.json'), 'utf8');

  expect(toolVersion).toBe((JSON.parse(json) as { version: string }).version);
});
