import * as v from 'valibot';
import { MigrationError } from './errors';
import type { EngineName, Migration, StatementPlace } from './migration';
import { engineNames } from './migration';
import { compareVersions } from './version';
import { decodeWitness, encodeWitness, type EncodedWitness } from './witness';

/** All that is known of a folder of scripts without a database. It holds no SQL. */
export interface Manifest {
  /** Version of this format. A reader refuses one that it does not know. */
  readonly format: 1;
  readonly engine: EngineName;
  /** By version, the oldest first. */
  readonly migrations: readonly Migration[];
}

/** Compact JSON, the same bytes for the same manifest, with a line end behind it. */
export function encodeManifest({ format, engine, migrations }: Manifest): string {
  // Each object is written anew: the order of keys must not depend on who built it.
  const json = JSON.stringify({
    format,
    engine,
    migrations: migrations.map((migration) => ({
      file: migration.file,
      version: migration.version,
      description: migration.description,
      checksum: migration.checksum,
      sharesSession: migration.sharesSession,
      statements: migration.statements.map(encodePlace),
    })),
  });
  return `${json}\n`;
}

/** @throws ManifestError when the format is unknown or anything has the wrong shape */
export function decodeManifest(json: string): Manifest {
  const value = parseJson(json);
  assertFormat(value);
  const result = v.safeParse(manifestSchema, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw damaged(`${v.getDotPath(issue) ?? 'manifest'}: ${issue.message}`);
  }
  assertOrder(result.output.migrations);
  return result.output;
}

export class ManifestError extends MigrationError {
  override readonly name = 'ManifestError';
}

type EncodedPlace = readonly [
  start: number,
  end: number,
  line: number,
  column: number,
  runsAlone?: 0 | 1,
  witness?: EncodedWitness,
];

const placeSchema = v.pipe(
  v.custom<EncodedPlace>(
    isEncodedPlace,
    'Expected [start, end, line, column], a 1 and a witness behind them',
  ),
  v.transform(([start, end, line, column, runsAlone, encoded]): StatementPlace => {
    const witness = decodeWitness(encoded);
    const place = { start, end, line, column, runsAlone: runsAlone === 1 };
    return witness === undefined ? place : { ...place, witness };
  }),
);

const manifestSchema = v.strictObject({
  format: v.literal(1),
  engine: v.picklist(engineNames),
  migrations: v.array(
    v.strictObject({
      // Of a file beside the manifest: the function reads nothing elsewhere.
      file: v.pipe(
        v.string(),
        v.regex(
          /^[^/\\\p{Cc}]+\.sql$/u,
          (issue) => `${issue.received} is not the name of a script`,
        ),
      ),
      version: v.pipe(v.string(), v.regex(/^[0-9]+(?:\.[0-9]+)*$/)),
      description: v.string(),
      checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      sharesSession: v.boolean(),
      statements: v.array(placeSchema),
    }),
  ),
});

function isEncodedPlace(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 4 || value.length > 6) return false;
  const isPlace = value.slice(0, 4).every((part) => Number.isSafeInteger(part) && part >= 0);
  if (!isPlace || value.length === 4) return isPlace;
  if (value.length === 5) return value[4] === 1;
  return (value[4] === 0 || value[4] === 1) && decodeWitness(value[5]) !== undefined;
}

// Most statements need neither of the two at the end, and there may be a hundred thousand.
function encodePlace({
  start,
  end,
  line,
  column,
  runsAlone,
  witness,
}: StatementPlace): EncodedPlace {
  if (witness !== undefined) {
    return [start, end, line, column, runsAlone ? 1 : 0, encodeWitness(witness)];
  }
  return runsAlone ? [start, end, line, column, 1] : [start, end, line, column];
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw damaged('it is not JSON', { cause });
  }
}

// Before the shape: a newer format has another one, and that is not damage.
function assertFormat(value: unknown): void {
  const format =
    typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format !== 'number') throw damaged('it has no format version');
  if (format === 1) return;
  throw new ManifestError(
    `the manifest has format ${format}, and this function knows format 1 only; ` +
      `deploy the function and the scripts with the same version of aurora-migrate`,
  );
}

function assertOrder(migrations: readonly Migration[]): void {
  for (const [index, migration] of migrations.entries()) {
    const previous = migrations[index - 1];
    if (previous && compareVersions(previous.version, migration.version) >= 0) {
      throw damaged(`${migration.file} does not have a later version than ${previous.file}`);
    }
  }
}

function damaged(reason: string, options?: ErrorOptions): ManifestError {
  return new ManifestError(
    `the manifest cannot be used (${reason}); synthesize and deploy again`,
    options,
  );
}
