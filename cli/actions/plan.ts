import { readPlan } from '../../migration/read-plan';
import type { Plan } from '../../migration/plan';
import { colorsOf, type Colors } from '../colors';
import { withContext, type SchemaContext, type SchemaOptions } from '../context';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { entryJson, migrationJson, toJsonLine } from '../json';
import { Progress } from '../progress';
import { ScriptRows } from '../script-rows';
import { describeTarget } from '../target';

/** Says what would be applied, and changes nothing. */
export async function planAction(
  options: SchemaOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { stdout, variables } = environment;
  const progress = new Progress(environment);
  const read = async (context: SchemaContext): Promise<string> => {
    const plan = await readPlan(context);
    return options.json
      ? toJsonLine(planJson(plan, context))
      : planText(plan, context, colorsOf(stdout, variables));
  };
  stdout.write(await withContext(options, progress, read, { readsOnly: true }));
  return exitCodes.done;
}

function planJson({ schemaVersion, pending, running }: Plan, { engine }: SchemaContext): object {
  return {
    engine: engine.name,
    ...(schemaVersion !== undefined && { schemaVersion }),
    pending: pending.map(({ migration, statementsApplied }) => ({
      ...migrationJson(migration),
      statementsApplied,
    })),
    running: running.map(entryJson),
  };
}

function planText(
  { schemaVersion, pending, running }: Plan,
  { folder, target }: SchemaContext,
  colors: Colors,
): string {
  const where =
    schemaVersion === undefined ? 'The schema is empty' : `The schema is at V${schemaVersion}`;
  const rows = new ScriptRows(pending, colors);
  return [
    `${folder} → ${describeTarget(target)}\n`,
    ...(pending.length === 0 ? [] : [`\n  ${String(pending.length)} pending\n`]),
    ...pending.map((script) => `  ${rows.planned(script)}`),
    ...running.map(
      ({ version, runId }) => `\n  Another run (${runId}) works on V${version} now.\n`,
    ),
    `\n  ${where}${pending.length === 0 ? '; nothing is pending' : ''}.\n`,
  ].join('');
}
