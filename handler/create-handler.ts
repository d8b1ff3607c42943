import { basename } from 'node:path';
import type { Engine, Run } from '../migration/engine';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import { migrate } from '../migration/migrate';
import type { Clock, Database, ReadScript } from '../migration/ports';
import { summarize } from '../migration/summary';
import type { MigrationResult, RepairResult } from './environment';
import { assertAsPlanned, parseEvent } from './event';
import { logEvent, type EventLogger } from './log-event';
import { repairAsAsked } from './repair';

/** What the handler works with, made anew from the environment. */
export interface HandlerParts {
  readonly database: Database;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly schemaPath: string;
  readonly outOfOrder: boolean;
  readonly maxPayloadBytes: number;
}

export interface HandlerOptions {
  /** Called when the first event comes, so that what is wrong is told to its sender. */
  readonly parts: () => Promise<HandlerParts>;
  readonly logger: EventLogger;
  readonly clock: Clock;
  readonly newRun: () => Run;
}

/** The part of Lambda's context that the handler reads. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

export type Handler = (
  event: unknown,
  context: InvocationContext,
) => Promise<MigrationResult & Partial<RepairResult>>;

// A call that begins just before the deadline may take 45 s, and its end is to be told.
const reserveMs = 50_000;

/**
 * Applies what Terraform planned, or does the one repair that somebody asks for. Throws on every
 * failure, so that the apply fails.
 */
export function createHandler({ parts, logger, clock, newRun }: HandlerOptions): Handler {
  let made: HandlerParts | undefined;

  const handle: Handler = async (event, context) => {
    const parsed = parseEvent(event);
    const deadline = clock.now() + context.getRemainingTimeInMillis() - reserveMs;
    const { manifest, schemaPath, ...rest } = (made ??= await parts());
    if ('repair' in parsed) {
      return repairAsAsked(parsed, { ...rest, manifest, logger, run: newRun() });
    }
    assertAsPlanned(parsed, manifest);
    const result = await migrate({
      ...rest,
      manifest,
      clock,
      deadline,
      run: newRun(),
      folder: basename(schemaPath),
      onEvent: (migrateEvent) => {
        logEvent(logger, migrateEvent);
      },
    });
    const { schemaVersion } = result;
    return {
      message: summarize(result),
      applied: result.applied.length,
      ...(schemaVersion !== undefined && { schemaVersion }),
    };
  };
  return (event, context) => handle(event, context).catch(rethrowForReader);
}

/**
 * Lambda answers with the stack besides the message, and Terraform prints both: the message twice,
 * and places in a bundle. The stack of an error that is none of ours is all there is to go by.
 */
function rethrowForReader(error: unknown): never {
  if (error instanceof MigrationError) error.stack = '';
  throw error;
}
