import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '../../../authoring/read-folder';
import { maxPayloadBytes } from '../../../data-api/request-size';
import { engineOf } from '../../../engines/engine-of';
import { MigrationError } from '../../../migration/errors';
import { migrate } from '../../../migration/migrate';
import type { Strategy } from '../../../migration/strategy';
import { toolVersion } from '../../../migration/tool-version';
import { scriptReader } from '../../read-script';
import { Interruption } from '../interruption';
import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Patient } from '../patient';
import type { Probe } from '../probe';

/** Scripts of a rehearsal, and how to see whether they arrived as written. */
export interface RehearsalScripts {
  readonly files: Readonly<Record<string, string>>;
  /** Reads what one of them left. */
  readonly look: string;
  readonly expected: string;
}

export interface RehearsalFound {
  readonly expected: string;
  /** What the run failed with. */
  readonly error?: MigrationError;
  readonly seen?: Outcome;
  /** What the run had to turn to. */
  readonly slower?: Strategy;
}

/** A whole run with a history of another name, by the code of `migrate`. */
export function rehearsal(
  scriptsOf: (patient: Patient) => RehearsalScripts,
): Probe<RehearsalFound> {
  return {
    id: 'rehearsal',
    question: 'A whole run',
    makes: 'a history',
    async ask(patient) {
      const { files, look, expected } = scriptsOf(patient);
      let slower: Strategy | undefined;
      try {
        slower = await runOn(patient, files);
      } catch (error) {
        if (error instanceof Interruption || !(error instanceof MigrationError)) throw error;
        return { expected, error };
      }
      return { expected, seen: await patient.call(look), ...(slower && { slower }) };
    },
    interpret({ error, seen, expected, slower }) {
      if (error !== undefined) {
        return {
          mark: 'problem',
          answer: 'fails',
          meaning: 'migrations cannot run',
          detail: error.message,
        };
      }
      const found = seen && valueOf(seen);
      return found === expected
        ? {
            mark: 'fine',
            answer: 'works',
            meaning: slower === undefined ? 'migrations run' : `migrations run, ${slower}`,
          }
        : {
            mark: 'problem',
            answer: 'gives wrong results',
            meaning: 'migrations cannot run',
            detail: `Expected was ${expected}, found ${found ?? (seen ? reasonOf(seen) : 'nothing')}.`,
          };
    },
  };
}

async function runOn(
  patient: Patient,
  files: RehearsalScripts['files'],
): Promise<Strategy | undefined> {
  const { engine, clock } = patient;
  let slower: Strategy | undefined;
  const folder = await mkdtemp(join(tmpdir(), 'aurora-migrate-doctor-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
    }
    const manifest = await readMigrations(folder, engine);
    await migrate({
      database: patient.rehearsal,
      engine: engineOf(engine),
      manifest,
      readScript: scriptReader(folder, manifest),
      run: { id: randomUUID(), toolVersion },
      folder: 'rehearsal',
      clock,
      maxPayloadBytes,
      deadline: clock.now() + patienceMs,
      onEvent: (event) => {
        if (event.kind === 'slower') slower = event.strategy;
      },
    });
    return slower;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const patienceMs = 60_000;
