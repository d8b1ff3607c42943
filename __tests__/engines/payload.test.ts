import { payloadOf } from '../../engines/payload';

describe('payloadOf', () => {
  it('puts the portions into one JSON object as they are', () => {
    const run = { id: 'run-a', toolVersion: '0.1.0' };

    expect(payloadOf(run, 7, ['{"version":"1"}', '{"version":"2"}'])).toBe(
      '{"run":"run-a","tool":"0.1.0","rank":7,"scripts":[{"version":"1"},{"version":"2"}]}',
    );
  });

  it('names portions that the database has already', () => {
    const run = { id: 'run-a', toolVersion: '0.1.0' };
    const upload = { id: 'run-a/1', parts: 2, sha256: 'ab' };

    expect(payloadOf(run, 7, upload)).toBe(
      '{"run":"run-a","tool":"0.1.0","rank":7,"upload":{"id":"run-a/1","parts":2,"sha256":"ab"}}',
    );
  });
});
