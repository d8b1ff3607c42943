import { maxPayloadBytes, maxRequestBytes, serializedBytes } from '../../data-api/request-size';
import { ScriptedService, succeeds } from './scripted-service';

describe('the size of a request', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it.each([
    ['ASCII', 'a'.repeat(1000)],
    ['four-byte characters', '🙂'.repeat(1000)],
    ['what JSON escapes', '"\\\n\u0001'.repeat(1000)],
    ['half a character', '\ud83d'.repeat(1000)],
  ])('is known before it is sent, with %s', async (_, text) => {
    service.answerWith(succeeds());
    const query = {
      sql: 'select :a, :b, :c',
      parameters: { a: text, b: 1, c: null },
      continueAfterTimeout: true,
    };

    await service.database().execute(query);

    const sentBytes = service.requests[0]?.bytes ?? 0;
    expect(serializedBytes(query)).toBeGreaterThanOrEqual(sentBytes);
    expect(serializedBytes(query)).toBeLessThanOrEqual(sentBytes + 1024);
  });

  it('keeps a margin below the 4 MiB of the service', () => {
    expect([maxRequestBytes, maxPayloadBytes]).toEqual([4_161_536, 4_145_152]);
  });

  it('refuses a request above the limit before it is sent', async () => {
    const query = { sql: 'select :a', parameters: { a: 'x'.repeat(4_161_536) } };

    await expect(service.database().execute(query)).rejects.toThrow(
      'The request has 4162663 bytes, the Data API takes 4161536 and its headers; send less in ' +
        'one call',
    );
    expect(service.requests).toEqual([]);
  });

  it('refuses a statement above the limit before it is sent', async () => {
    const query = { sql: `select 1 -- ${'x'.repeat(65_536)}` };

    await expect(service.database().execute(query)).rejects.toThrow(
      'The statement has 65548 characters, the Data API takes 65536; pass the long part as the ' +
        'value of a parameter',
    );
    expect(service.requests).toEqual([]);
  });

  it('sends a statement at the limit', async () => {
    service.answerWith(succeeds());

    await service.database().execute({ sql: `--${'x'.repeat(65_534)}` });

    expect(service.paths).toEqual(['/Execute']);
  });
});
