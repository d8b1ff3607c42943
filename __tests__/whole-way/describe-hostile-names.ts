import { splitters } from '../../authoring/splitters';
import { engineOf } from '../../engines/engine-of';
import type { Backend } from '../../local/backend';
import type { Witness } from '../../migration/witness';
import { openWay, type Way } from './open-way';

export interface NamedEngine {
  /** A backend on a new database of this name. */
  readonly openBackend: (name: string) => Promise<Backend>;
  readonly history: string;
  readonly repairs: string;
  /** Each makes an object whose name is as hostile as the server takes it. */
  readonly makers: readonly string[];
}

const injection = `x'); drop table kept; -- " \` $$ $1 :x \${x} %s #`;
const files = [`V1__${injection}.sql`, "2_a'z;\u{10FFFF}.sql"];

/** Names are values on their whole way, whatever stands in them. */
export function describeHostileNames(given: NamedEngine): void {
  let way: Way;

  beforeAll(async () => {
    way = await openWay(await given.openBackend('a\'b"c`d\\e$1 ü;--:x'));
    await way.local.query('create table kept (id int)');
  });
  afterAll(async () => {
    await way.close();
  });

  it('stand in the history as they are: files, descriptions, runs and versions of the tool', async () => {
    const run = { id: '*/ \'" \\ :x $1; drop table kept; --', toolVersion: "0.1'; --" };

    await way.apply(Object.fromEntries(files.map((file) => [file, 'select 1'])), run);

    expect(
      await way.local.query(
        `select file, description, run_id, tool_version from ${given.history} order by installed_rank`,
      ),
    ).toEqual([
      { file: files[0], description: injection, run_id: run.id, tool_version: run.toolVersion },
      {
        file: files[1],
        description: "a'z;\u{10FFFF}",
        run_id: run.id,
        tool_version: run.toolVersion,
      },
    ]);
  });

  it('stand in the trace of a repair as they are: who did it', async () => {
    await expect(way.apply({ 'V1__a.sql': 'select * from nowhere' })).rejects.toThrow('V1');
    const request = { version: '1', action: 'remove-failed', by: injection };
    const shown = await way.send({ repair: request });

    await way.send({ repair: { ...request, confirm: shown.repair?.token } });

    expect(await way.local.query(`select repaired_by from ${given.repairs}`)).toEqual([
      { repaired_by: injection },
    ]);
  });

  it.each(given.makers)('are found in the catalog: %s', async (sql) => {
    const engine = engineOf(way.engine);
    const witness = await witnessOf(sql);
    const { database } = way.local;
    const before = await engine.look(database, witness);

    await way.apply({ 'V1__a.sql': sql });

    expect(before.state).toBe('-');
    expect((await engine.look(database, witness)).state).not.toBe('-');
  });

  it('harm nothing', async () => {
    expect(await way.local.query('select * from kept')).toEqual([]);
  });

  async function witnessOf(text: string): Promise<Exclude<Witness, { kind: 'repeatable' }>> {
    const { statements } = await splitters[way.engine]({ text, byteOffset: 0 });
    const witness = statements.at(-1)?.witness;
    if (witness === undefined || witness.kind === 'repeatable') throw new Error('nothing to see');
    return witness;
  }
}
