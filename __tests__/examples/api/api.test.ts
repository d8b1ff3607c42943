import { createApi } from '../../../examples/api/handler/api';
import type { HttpRequest } from '../../../examples/api/handler/http';
import type { Shop } from '../../../examples/api/handler/shop';

const products: HttpRequest = {
  rawPath: '/products',
  requestContext: { http: { method: 'GET' } },
  isBase64Encoded: false,
};

function shopOf(changes: Partial<Shop>): Shop {
  const unused = () => Promise.reject(new Error('not used in this test'));
  return {
    listProducts: unused,
    addCustomer: unused,
    listOrders: unused,
    placeOrder: unused,
    ...changes,
  };
}

function failing(error: Error) {
  const logged: unknown[] = [];
  const api = createApi({
    shop: shopOf({ listProducts: () => Promise.reject(error) }),
    logError: (entry) => logged.push(entry),
  });
  return { api, logged };
}

describe('createApi', () => {
  it('logs an unexpected failure, and tells the caller nothing of it', async () => {
    const error = new Error('ERROR: relation "products" does not exist; SQLState: 42P01');
    const { api, logged } = failing(error);

    expect(await api(products)).toEqual({
      statusCode: 500,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Something went wrong; the log of the function says what."}',
    });
    expect(logged).toEqual([error]);
  });

  it('asks to come back when the cluster takes long to wake up', async () => {
    const error = Object.assign(new Error(''), { name: 'DatabaseResumingException' });
    const { api, logged } = failing(error);

    expect(await api(products)).toEqual({
      statusCode: 503,
      headers: { 'content-type': 'application/json', 'retry-after': '10' },
      body: '{"message":"The database wakes up; try again."}',
    });
    expect(logged).toEqual([]);
  });

  it('reads a body that comes in base64', async () => {
    const api = createApi({
      shop: shopOf({ addCustomer: ({ fullName }) => Promise.resolve({ id: fullName }) }),
      logError: () => undefined,
    });

    const { body } = await api({
      rawPath: '/customers',
      requestContext: { http: { method: 'POST' } },
      body: Buffer.from('{"email":"zoe@example.com","fullName":"Zoë"}').toString('base64'),
      isBase64Encoded: true,
    });

    expect(body).toBe('{"id":"Zoë"}');
  });
});
