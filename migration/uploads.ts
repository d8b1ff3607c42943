import { createHash } from 'node:crypto';
import type { Engine } from './engine';
import { SqlError, UnknownOutcomeError } from './errors';
import { cutForJson, jsonStringBytes } from './json-size';
import type { MigrateContext } from './migrate-context';
import type { Session } from './ports';

/** Portions that the database has been given beforehand, in parts. */
export interface Upload {
  readonly id: string;
  readonly parts: number;
  /** Of the parts put together, in UTF-8: portions with commas between them. In hex. */
  readonly sha256: string;
}

export interface UploadPart {
  readonly uploadId: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** Sends batches to the runner, whatever their size. One for all strategies of a run. */
export class Uploads {
  private count = 0;

  constructor(private readonly context: Omit<MigrateContext, 'engine'>) {}

  /** As `Engine.run`; what does not fit into one call is there in parts when the runner is called. */
  async run(
    engine: Engine,
    session: Session,
    knownRank: number,
    batch: readonly string[],
  ): Promise<void> {
    const { database, run, maxPayloadBytes, clock, deadline = Infinity } = this.context;
    const bytes = batch.reduce((sum, portion) => sum + sizeOf(portion), 0);
    // Where each statement has a call of its own, no call has them all.
    if (bytes <= maxPayloadBytes || engine.strategy === 'one statement per call') {
      return engine.run(session, run, knownRank, batch, () => clock.now() > deadline);
    }
    this.count += 1;
    // Never the same one again: a call whose answer got lost may take its upload at any time.
    const id = `${run.id}/${String(this.count)}`;
    try {
      const upload = await this.send(engine, id, batch.join(','));
      await engine.run(session, run, knownRank, upload);
    } catch (error) {
      // The runner has taken it, or will not find it any more. When this fails too, a later call of
      // the runner does it.
      await engine.dropUpload(database, id).catch(() => undefined);
      throw isTaken(error, id) ? new UnknownOutcomeError(error.message, { cause: error }) : error;
    }
  }

  private async send(engine: Engine, id: string, text: string): Promise<Upload> {
    // Not in the session of the script, where the runner begins with a rollback.
    const { database, maxPayloadBytes } = this.context;
    const parts = cutForJson(text, maxPayloadBytes);
    for (const [index, part] of parts.entries()) {
      await engine.keepPart(database, { uploadId: id, number: index + 1, text: part });
    }
    return { id, parts: parts.length, sha256: createHash('sha256').update(text).digest('hex') };
  }
}

/**
 * The client sends the runner's call again when it meets a server that has become read-only, and the
 * first one may have taken the upload before.
 */
function isTaken(error: unknown, uploadId: string): error is SqlError {
  return error instanceof SqlError && error.message.includes(`parts of the upload ${uploadId},`);
}

/** Bytes of a portion within a request, where the payload is a JSON string; with a comma. */
export function sizeOf(encoded: string): number {
  return jsonStringBytes(encoded) + 1;
}
