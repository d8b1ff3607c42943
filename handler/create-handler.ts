import { basename } from 'node:path';
import type { Engine, Run } from '../migration/engine';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import type { Clock, Database, ReadScript } from '../migration/ports';
import { reserveSeconds, type MigrationResult, type RepairResult } from './environment';
import { parseEvent } from './event';
import type { EventLogger } from './log-event';
import { migrateAsAsked } from './migrate-as-asked';
import { repairAsAsked } from './repair';

export interface WaitingDatabase extends Database {
  /**
   * The same database, of which no call waits longer than this from now on.
   *
   * @default it waits as long as it ever does
   */
  within?(milliseconds: number): Database;
}

/** What the handler works with, made anew from the environment. */
export interface HandlerParts {
  readonly database: WaitingDatabase;
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

/**
 * Applies what Terraform planned, or does the one repair that somebody asks for. Throws on every
 * failure, so that the apply fails.
 */
export function createHandler({ parts, logger, clock, newRun }: HandlerOptions): Handler {
  let made: HandlerParts | undefined;

  const handle: Handler = async (event, context) => {
    const parsed = parseEvent(event);
    const remainingMs = context.getRemainingTimeInMillis();
    const deadline = clock.now() + remainingMs - reserveSeconds * 1000;
    const { schemaPath, database: patient, ...rest } = (made ??= await parts());
    const database = patient.within?.(remainingMs - tellingMs) ?? patient;
    const common = { ...rest, database, logger, run: newRun() };
    if ('repair' in parsed) return repairAsAsked(parsed, common);
    return migrateAsAsked(parsed, {
      ...common,
      clock,
      deadline,
      folder: basename(schemaPath),
    });
  };
  return (event, context) => handle(event, context).catch(rethrowForReader);
}

// What is left of the reserve when a call has taken its 45 s.
const tellingMs = 5_000;

/**
 * Lambda answers with the stack besides the message, and Terraform prints both: the message twice,
 * and places in a bundle. The stack of an error that is none of ours is all there is to go by.
 */
function rethrowForReader(error: unknown): never {
  if (error instanceof MigrationError) error.stack = '';
  throw error;
}
