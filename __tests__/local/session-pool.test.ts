import { createSessionPool } from '../../local/session-pool';
import { fakeBackend } from './fake-backend';

describe('createSessionPool', () => {
  it('hands out another session for each of two calls in a row', async () => {
    const pool = createSessionPool(fakeBackend({ poolSize: 2 }), 'shop');

    const first = await pool.acquire(1000);
    pool.release(first);
    const second = await pool.acquire(1000);
    pool.release(second);

    expect(second).not.toBe(first);
    expect(await pool.acquire(1000)).toBe(first);
  });

  it('opens more than it keeps for itself when all are busy', async () => {
    const pool = createSessionPool(fakeBackend({ poolSize: 1, maxSessions: 3 }), 'shop');

    const sessions = await Promise.all([1, 2, 3].map(() => pool.acquire(1000)));

    expect(new Set(sessions).size).toBe(3);
  });

  it('lets a call wait for a session', async () => {
    const pool = createSessionPool(fakeBackend({ poolSize: 1, maxSessions: 1 }), 'shop');
    const only = await pool.acquire(1000);

    const waiting = pool.acquire(1000);
    pool.release(only);

    expect(await waiting).toBe(only);
  });

  it('fails a call that waited for as long as a call may take', async () => {
    const pool = createSessionPool(fakeBackend({ poolSize: 1, maxSessions: 1 }), 'shop');
    await pool.acquire(1000);

    await expect(pool.acquire(20)).rejects.toMatchObject({ name: 'StatementTimeoutException' });
  });

  it('buries a session that died while it was idle', async () => {
    const backend = fakeBackend({ poolSize: 1, maxSessions: 1 });
    const pool = createSessionPool(backend, 'shop');
    const first = await pool.acquire(1000);
    pool.release(first);

    backend.kill(1);

    expect(await pool.acquire(1000)).not.toBe(first);
  });

  it('opens a session for the one that waits when a busy one died', async () => {
    const backend = fakeBackend({ poolSize: 1, maxSessions: 1 });
    const pool = createSessionPool(backend, 'shop');
    const first = await pool.acquire(1000);
    const waiting = pool.acquire(1000);

    backend.kill(1);
    pool.release(first);

    expect(await waiting).not.toBe(first);
  });
});
