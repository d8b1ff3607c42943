import { isDuplicate } from '../../../examples/api/handler/database';
import { retryWhileResuming } from '../../../examples/api/handler/retry-while-resuming';

describe('isDuplicate', () => {
  it.each([
    'ERROR: duplicate key value violates unique constraint "x"; SQLState: 23505',
    "Duplicate entry 'a' for key 'x'; Error code: 1062; SQLState: 23000",
    "Database error code: 1062. Message: Duplicate entry 'a' for key 'x'",
  ])('knows: %s', (message) => {
    expect(isDuplicate(new Error(message))).toBe(true);
  });

  it.each([
    'ERROR: insert or update on table "x" violates foreign key constraint "y"; SQLState: 23503',
    'Cannot add or update a child row; Error code: 1452; SQLState: 23000',
  ])('does not take for one: %s', (message) => {
    expect(isDuplicate(new Error(message))).toBe(false);
  });
});

describe('retryWhileResuming', () => {
  const resuming = Object.assign(new Error('resuming'), { name: 'DatabaseResumingException' });

  it('gives up before the function is stopped', async () => {
    const waits: number[] = [];
    const wait = (durationMs: number) => Promise.resolve(waits.push(durationMs));

    await expect(retryWhileResuming(wait, () => Promise.reject(resuming))).rejects.toBe(resuming);
    expect(waits).toEqual(new Array<number>(14).fill(3_000));
  });

  it('sends nothing again that may have run', async () => {
    const lost = new Error('socket hang up');
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(lost);
    };

    await expect(retryWhileResuming(() => Promise.resolve(), call)).rejects.toBe(lost);
    expect(calls).toBe(1);
  });
});
