import { createPostgresBackend } from '../../../local/backends/postgres';
import { codeBlocks, readDocument } from '../../docs/markdown';
import { withClient } from '../../integration/postgresql/connect';
import { createPostgresDatabase } from '../../support/servers/databases';
import { openApi } from './open-api';

describe('the README of the example', () => {
  it('makes a user who can do what the API does, and no more', async () => {
    const url = await createPostgresDatabase();
    await (await openApi(await createPostgresBackend({ url }))).close();
    const script = codeBlocks(readDocument('examples/api/README.md')).find((block) =>
      block.includes('create role'),
    );
    await withClient(url, async (client) => {
      await client.query(script ?? '');
      await client.query("alter role shop_api password 'of-this-test'");
    });

    const userUrl = Object.assign(new URL(url), {
      username: 'shop_api',
      password: 'of-this-test',
    }).href;
    const api = await openApi(await createPostgresBackend({ url: userUrl }), true);
    try {
      const { body } = await api.request('POST', '/customers', {
        email: 'ada@example.com',
        fullName: 'Ada Lovelace',
      });
      const { id: customerId } = body as { readonly id: string };
      const lines = [{ sku: 'CUP-01', quantity: 2 }];

      expect((await api.request('POST', '/orders', { customerId, lines })).status).toBe(201);
      expect((await api.request('GET', '/products')).status).toBe(200);
      expect((await api.request('GET', `/customers/${customerId}/orders`)).status).toBe(200);
      await expect(
        withClient(userUrl, (client) => client.query('delete from orders')),
      ).rejects.toThrow('permission denied for table orders');
    } finally {
      await api.close();
      await withClient(url, (client) => client.query('drop owned by shop_api; drop role shop_api'));
    }
  });
});
