import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFigures } from '../../../bench/run/saved-figures';

const machine = { cores: 2, memoryGb: 16, node: '22.1.0' };
const coldStart = { title: 'cold' };
const postgresql = { machine, latencyMs: 20, cells: [{ peer: 'a' }], coldStarts: [], memory: [] };
const mysql = {
  machine,
  latencyMs: 20,
  cells: [{ peer: 'b' }],
  coldStarts: [coldStart],
  memory: [],
};

describe('readFigures', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'figures-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const save = (name: string, figures: unknown): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(figures));
    return file;
  };

  it('puts the figures of several runs into one table', async () => {
    const files = [save('postgresql.json', postgresql), save('mysql.json', mysql)];

    expect(await readFigures(files)).toEqual({
      machine,
      latencyMs: 20,
      cells: [{ peer: 'a' }, { peer: 'b' }],
      coldStarts: [coldStart],
      memory: [],
    });
  });

  it('refuses figures of another latency', async () => {
    const files = [
      save('postgresql.json', postgresql),
      save('mysql.json', { ...mysql, latencyMs: 5 }),
    ];

    await expect(readFigures(files)).rejects.toThrow(
      new Error(
        `${files[1]!} was measured under other conditions than ${files[0]!}: ` +
          '2 cores, 16 GB, Node.js 22.1.0, 5 ms and 2 cores, 16 GB, Node.js 22.1.0, 20 ms; ' +
          'measure both alike',
      ),
    );
  });
});
