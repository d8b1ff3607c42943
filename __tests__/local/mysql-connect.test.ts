import { createConnection } from 'mysql2/promise';
import { createMysqlBackend } from '../../local/backends/mysql';

jest.mock('mysql2/promise', () => ({ createConnection: jest.fn() }));

const connect = createConnection as unknown as jest.Mock<Promise<unknown>, [unknown]>;
const url = 'mysql://me@localhost/shop';
const query = jest.fn((sql: string) => Promise.resolve([sql]));
const connection = { query, on: () => undefined, destroy: () => undefined };

beforeEach(() => {
  jest.clearAllMocks();
});

it('switches autocommit on in each connection, whatever the default of the server is', async () => {
  connect.mockResolvedValue(connection);

  await (await createMysqlBackend({ url })).connect('shop');

  expect(query.mock.calls).toEqual([['set autocommit = 1'], ['set autocommit = 1']]);
});

it.each([
  ['an error', new Error('connect ETIMEDOUT'), 'connect ETIMEDOUT'],
  [
    'an error for each address',
    new AggregateError([new Error('connect to ::1 failed'), new Error('connect to 127 failed')]),
    'connect to ::1 failed; connect to 127 failed',
  ],
])('fails with the words of %s', async (_, error, message) => {
  connect.mockRejectedValue(error);

  await expect(createMysqlBackend({ url })).rejects.toMatchObject({
    name: 'Error',
    message,
  });
});
