import type { Backend } from '../../../local/backend';
import { type OpenApi, openApi } from './open-api';

const anybody = '00000000-0000-4000-8000-000000000000';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the example's function does, over the sample schema in any database. */
export function describeApi(database: string, openBackend: () => Promise<Backend>): void {
  describe(`the API of the example, on ${database}`, () => {
    let api: OpenApi;

    beforeAll(async () => {
      api = await openApi(await openBackend());
    });
    beforeEach(() => {
      api.calls.splice(0);
      api.errors.splice(0);
    });
    afterAll(async () => {
      await api.close();
    });

    async function addCustomer(email: string): Promise<string> {
      const { body } = await api.request('POST', '/customers', { email, fullName: 'Ada Lovelace' });
      return (body as { readonly id: string }).id;
    }

    it('lists what is sold', async () => {
      expect(await api.request('GET', '/products')).toEqual({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: [
          { sku: 'CUP-01', name: 'Cup, white', price: '7.50' },
          { sku: 'CUP-02', name: 'Cup, blue', price: '8.00' },
          { sku: 'POT-01', name: 'Teapot, 1 litre', price: '34.90' },
        ],
      });
    });

    it('adds a customer, who has no orders yet', async () => {
      const { status, body } = await api.request('POST', '/customers', {
        email: 'grace@example.com',
        fullName: "Grace O'Hopper",
      });

      expect(status).toBe(201);
      expect(body).toEqual({ id: expect.stringMatching(uuid) });
      const { id } = body as { readonly id: string };
      expect(await api.request('GET', `/customers/${id}/orders`)).toMatchObject({
        status: 200,
        body: {
          fullName: "Grace O'Hopper",
          orderCount: 0,
          total: expect.stringMatching(/^0(\.00)?$/),
          orders: [],
        },
      });
    });

    it('places an order at the prices of the moment, and lists it', async () => {
      const customerId = await addCustomer('ada@example.com');

      const { status, body } = await api.request('POST', '/orders', {
        customerId,
        lines: [
          { sku: 'POT-01', quantity: 1 },
          { sku: 'CUP-01', quantity: 6 },
        ],
      });

      expect(status).toBe(201);
      expect(body).toEqual({ id: expect.stringMatching(uuid), total: '79.90' });
      const { id } = body as { readonly id: string };
      expect((await api.request('GET', `/customers/${customerId}/orders`)).body).toEqual({
        fullName: 'Ada Lovelace',
        orderCount: 1,
        total: '79.90',
        orders: [
          {
            id,
            state: 'Placed',
            placedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z$/),
            total: '79.90',
          },
        ],
      });
    });

    it('refuses a second customer with the same email', async () => {
      await addCustomer('twice@example.com');

      expect(
        await api.request('POST', '/customers', {
          email: 'twice@example.com',
          fullName: 'Another',
        }),
      ).toMatchObject({
        status: 409,
        body: { message: 'There is a customer with the email twice@example.com; use another.' },
      });
      expect(api.errors).toEqual([]);
    });

    it('refuses an order of a customer that it does not know', async () => {
      expect(
        await api.request('POST', '/orders', {
          customerId: anybody,
          lines: [{ sku: 'CUP-01', quantity: 1 }],
        }),
      ).toMatchObject({
        status: 422,
        body: { message: `There is no customer ${anybody}; add one by POST /customers.` },
      });
    });

    it('keeps nothing of an order with a line that cannot be had', async () => {
      const customerId = await addCustomer('half@example.com');

      expect(
        await api.request('POST', '/orders', {
          customerId,
          lines: [
            { sku: 'CUP-01', quantity: 1 },
            { sku: 'CUP-99', quantity: 1 },
          ],
        }),
      ).toMatchObject({
        status: 422,
        body: { message: 'CUP-99 is not sold; GET /products lists what is.' },
      });
      expect(await api.request('GET', `/customers/${customerId}/orders`)).toMatchObject({
        body: { orderCount: 0, orders: [] },
      });
    });

    it('says all that is wrong with a body, and asks the database nothing', async () => {
      expect(
        await api.request('POST', '/orders', {
          customerId: 'ada',
          lines: [{ sku: "'; drop table orders", quantity: 0 }],
        }),
      ).toMatchObject({
        status: 400,
        body: {
          message: 'The body is not valid; correct it and send it again.',
          problems: [
            'customerId is "ada": must be a UUID',
            'lines.0.sku is "\'; drop table orders": must look like CUP-01',
            'lines.0.quantity is 0: must be from 1 to 1000',
          ],
        },
      });
      expect(api.calls).toEqual([]);
    });

    it('takes what is in a value for nothing but a value', async () => {
      const name = "Robert'); drop table customers; -- :id $1";
      const { body } = await api.request('POST', '/customers', {
        email: 'bobby@example.com',
        fullName: name,
      });

      const { id } = body as { readonly id: string };
      expect(await api.request('GET', `/customers/${id}/orders`)).toMatchObject({
        body: { fullName: name },
      });
      expect(api.calls.map(({ sql }) => sql)).not.toContainEqual(expect.stringContaining('Robert'));
    });

    it.each([
      ['not JSON', '{', 'The body is not JSON; send an object as JSON.'],
      ['missing', undefined, 'The body is not JSON; send an object as JSON.'],
    ])('refuses a body that is %s', async (_title, body, message) => {
      expect(await api.request('POST', '/customers', body)).toMatchObject({
        status: 400,
        body: { message },
      });
    });

    it('does not know a customer', async () => {
      expect(await api.request('GET', `/customers/${anybody}/orders`)).toMatchObject({
        status: 404,
        body: { message: `There is no customer ${anybody}; add one by POST /customers.` },
      });
    });

    it('does not know a path, and tells the methods of one that it knows', async () => {
      expect(await api.request('GET', '/')).toMatchObject({
        status: 404,
        body: { message: 'There is nothing at /.' },
      });
      expect(await api.request('DELETE', '/orders')).toMatchObject({
        status: 405,
        headers: { allow: 'POST' },
        body: { message: '/orders takes POST.' },
      });
    });

    it('waits for a cluster that wakes up', async () => {
      api.dataApi.pause();

      expect((await api.request('GET', '/products')).status).toBe(200);
      expect(api.calls.map(({ error }) => error)).toContain('DatabaseResumingException');
    });

    it('waits before it begins a transaction, too', async () => {
      const customerId = await addCustomer('early@example.com');
      api.dataApi.pause();

      const { status } = await api.request('POST', '/orders', {
        customerId,
        lines: [{ sku: 'CUP-02', quantity: 1 }],
      });

      expect(status).toBe(201);
    });
  });
}
