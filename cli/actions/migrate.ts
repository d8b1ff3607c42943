import { maxPayloadBytes } from '../../data-api/request-size';
import { migrate } from '../../migration/migrate';
import type { MigrateEvent } from '../../migration/migrate-context';
import { ScriptFailedError } from '../../migration/script-failed-error';
import { summarize } from '../../migration/summary';
import { toolVersion } from '../../migration/tool-version';
import { withContext, type SchemaContext, type SchemaOptions } from '../context';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { describeFailure, reportFailure } from '../failure';
import { indent } from '../format';
import { InterruptedError } from '../interrupted-error';
import { entryJson, toJsonLine } from '../json';
import { MigrateReport } from '../migrate-report';
import { Progress } from '../progress';
import { UsageError } from '../usage-error';

/** Applies what is pending. */
export async function migrateAction(
  options: SchemaOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { stdout } = environment;
  const progress = new Progress(environment);
  const report = new MigrateReport(environment, progress, { json: options.json });
  try {
    const result = await withContext(options, progress, (context) => {
      report.begin(context);
      const run = migrate({
        ...context,
        run: { id: environment.newRunId(), toolVersion },
        clock: environment.clock,
        maxPayloadBytes,
        onEvent: (event) => {
          report.tell(event);
        },
      });
      return Promise.race([run, interruption(context, environment)]);
    });
    const { schemaVersion } = result;
    const message = summarize(result);
    stdout.write(
      options.json
        ? toJsonLine({
            message,
            ...(schemaVersion !== undefined && { schemaVersion }),
            applied: report.applied.map(appliedJson),
          })
        : report.end(message),
    );
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    progress.clear();
    return reportFailure(error, environment, {
      json: options.json,
      members: { applied: report.applied.map(appliedJson) },
      ...(report.hasBegun && { text: `\n${indent(textOf(error))}` }),
    });
  }
}

function appliedJson({ entry, byAnotherRun }: MigrateEvent & { kind: 'applied' }): object {
  return { ...entryJson(entry), byAnotherRun };
}

function textOf(error: unknown): string {
  const text = describeFailure(error);
  // Its first paragraph is the script's row, which is there already.
  return error instanceof ScriptFailedError ? text.split('\n\n').slice(1).join('\n\n') : text;
}

async function interruption(
  { target, engine }: SchemaContext,
  environment: Environment,
): Promise<never> {
  // The embedded database works in this thread: while it does, nobody could answer a signal.
  if (target.kind === 'embedded') return new Promise(() => undefined);
  await environment.untilInterrupted();
  throw new InterruptedError(engine.name);
}
