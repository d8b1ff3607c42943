import { customSettings } from '../../../engines/postgresql/custom-settings';

describe('customSettings', () => {
  it('finds the settings with a dot, each once, in order', () => {
    const texts = [
      "set app.tenant = '1'",
      'SET SESSION App.User TO bob',
      "select set_config('app.tenant', '2', false), set_config ( 'a.b.c', '3', false)",
    ];

    expect(customSettings(texts)).toEqual(['a.b.c', 'app.tenant', 'app.user']);
  });

  it('leaves the settings of the server to the catalog', () => {
    expect(
      customSettings(['set search_path = app', "select set_config('role', 'x', false)"]),
    ).toEqual([]);
  });
});
