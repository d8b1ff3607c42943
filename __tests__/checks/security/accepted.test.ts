import { accepted } from '../../../checks/security/accepted';

describe('the accepted findings', () => {
  it('are named once each', () => {
    const places = accepted.map(({ check, resource }) => `${check} ${resource}`);

    expect(new Set(places).size).toBe(places.length);
  });

  it.each(accepted)('have a reason in whole sentences: $check', ({ reason }) => {
    expect(reason).toMatch(/^[A-Z].{80,}\.$/);
  });
});
