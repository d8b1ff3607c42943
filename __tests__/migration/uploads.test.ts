import { SqlError, UnknownOutcomeError } from '../../migration/errors';
import type { Engine } from '../../migration/engine';
import { StrategyRefusedError } from '../../migration/strategy';
import { scriptOf } from '../support/builders';
import { World } from './world';

const small = scriptOf('V1__customers.sql', ['create customers']);
const large = scriptOf('V2__orders.sql', [`fill ${'x'.repeat(20_000)}`]);
const full = new SqlError({ message: 'disk full', sqlState: '53100' });

describe('a script that does not fit into one call', () => {
  it('is uploaded in parts and applied by one call', async () => {
    const world = new World();
    const parts: string[] = [];
    world.engine.beforePart = ({ uploadId, number }) => parts.push(`${uploadId} ${String(number)}`);

    const message = await world.migrate([small, large]);

    expect(message).toBe('Applied V1 and V2; the schema is at V2.');
    expect(parts).toEqual(['run-a/1 1', 'run-a/1 2', 'run-a/1 3']);
    expect(world.engine.calls).toEqual([['1'], ['2']]);
    expect(world.engine.uploads.size).toBe(0);
  });

  it('is uploaded anew, under another name, when the answer to its call was lost', async () => {
    const world = new World();
    const names = new Set<string>();
    world.engine.beforePart = ({ uploadId }) => names.add(uploadId);
    world.engine.beforeCall = (number) => {
      if (number === 1) throw new UnknownOutcomeError('lost');
    };

    await world.migrate([large]);

    expect([...names]).toEqual(['run-a/1', 'run-a/2']);
    expect(world.states).toEqual(['V2 applied 1']);
  });

  it('is uploaded anew when its call was sent twice, and the first one had taken it', async () => {
    const world = new World();
    const { engine } = world;
    const run = engine.run.bind(engine);
    let isFirst = true;
    engine.run = async (...call) => {
      if (!isFirst) return run(...call);
      isFirst = false;
      // The server had become read-only then, and the client waited for the writer.
      throw new SqlError({
        message:
          'the database has 0 of the 3 parts of the upload run-a/1, or not as they were sent',
        sqlState: 'P0001',
      });
    };

    await world.migrate([large]);

    expect(world.states).toEqual(['V2 applied 1']);
    expect(engine.uploads.size).toBe(0);
  });

  it('has no name of one that a faster strategy has sent', async () => {
    const world = new World();
    const names: string[] = [];
    world.engine.beforePart = ({ uploadId }) => names.push(uploadId);
    const { engine } = world;
    engine.history = [];
    const instead = withRun(engine, engine.run.bind(engine));
    const refusal = new StrategyRefusedError(instead, 'COMMIT in a procedure', full);

    await world.migrate([large], { engine: withRun(engine, () => Promise.reject(refusal)) });

    expect([...new Set(names)]).toEqual(['run-a/1', 'run-a/2']);
    expect(world.states).toEqual(['V2 applied 1']);
  });

  it('leaves nothing behind when a part is refused, and fails by its name', async () => {
    const world = new World();
    world.engine.beforePart = ({ number }) => {
      if (number === 2) throw full;
    };

    await expect(world.migrate([large])).rejects.toThrow(
      'The call that ran schema/V2__orders.sql failed: disk full (53100). The history has recorded ' +
        'nothing of it. Run again when the cause is gone.',
    );
    expect(world.engine.uploads.size).toBe(0);
  });

  it('fails by what went wrong, even when nothing can be removed then', async () => {
    const world = new World();
    world.engine.beforePart = () => {
      throw full;
    };
    world.engine.dropUpload = () => Promise.reject(new Error('nor can this be done'));

    await expect(world.migrate([large])).rejects.toThrow('disk full (53100)');
  });
});

function withRun(engine: Engine, run: Engine['run']): Engine {
  return Object.assign(Object.create(engine) as Engine, { run });
}
