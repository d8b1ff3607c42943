import { engineOf } from '../../engines/engine-of';
import { engineNames } from '../../migration/migration';

describe('engineOf', () => {
  it.each(engineNames)('knows %s', (name) => {
    expect(engineOf(name).name).toBe(name);
  });
});
