import { readRepair, doRepair } from '../../migration/repair/repair';
import type { PlannedRepair } from '../../migration/repair/plan-repair';
import { RepairTokenError } from '../../migration/repair/repair-errors';
import {
  isPlainName,
  maxNameLength,
  repairActions,
  type RepairAction,
  type RepairRequest,
} from '../../migration/repair/request';
import { tokenOf } from '../../migration/repair/token';
import { toolVersion } from '../../migration/tool-version';
import { InvalidVersionError, parseVersion } from '../../migration/version';
import { visible } from '../../migration/visible';
import { colorsOf } from '../colors';
import { withContext, type SchemaContext, type SchemaOptions } from '../context';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { toJsonLine } from '../json';
import { Progress } from '../progress';
import { doneText, repairJson, shownText, unconfirmedText } from '../repair-report';
import { UsageError } from '../usage-error';

/** The actions as commander makes members of their options. */
type ActionOptions = Readonly<
  Record<
    'removeFailed' | 'statementApplied' | 'statementNotApplied' | 'acceptChecksum' | 'forget',
    boolean
  >
>;

export interface RepairOptions extends ActionOptions, Omit<SchemaOptions, 'outOfOrder'> {
  readonly version: string;
  readonly undone: boolean;
  readonly by?: string;
  readonly yes: boolean;
  readonly confirm?: string;
}

/** Shows a repair and does it when that is confirmed. */
export async function repairAction(
  options: RepairOptions,
  environment: Environment,
): Promise<ExitCode> {
  const request = requestOf(options);
  const by = whoOf(options, environment);
  const { stdout, variables } = environment;
  const work = async (context: SchemaContext): Promise<ExitCode> => {
    const planned = await readRepair(context, request);
    if (!options.json) stdout.write(shownText(planned, context, colorsOf(stdout, variables)));
    if (!(await isConfirmed(planned, options, environment))) {
      stdout.write(options.json ? toJsonLine(repairJson(planned)) : unconfirmedText(planned));
      return exitCodes.unconfirmed;
    }
    const run = { id: environment.newRunId(), toolVersion };
    const record = await doRepair(context, planned, { by, run });
    stdout.write(options.json ? toJsonLine(repairJson(planned, record)) : doneText(record));
    return exitCodes.done;
  };
  const progress = new Progress(environment);
  // A database that is not there yet has nothing to repair, and is not made for that.
  return withContext({ ...options, outOfOrder: false }, progress, work, { readsOnly: true });
}

function requestOf(options: RepairOptions): RepairRequest {
  const flags: Readonly<Record<RepairAction, boolean>> = {
    'remove-failed': options.removeFailed,
    'statement-applied': options.statementApplied,
    'statement-not-applied': options.statementNotApplied,
    'accept-checksum': options.acceptChecksum,
    forget: options.forget,
  };
  const [action, another] = repairActions.filter((name) => flags[name]);
  if (action === undefined || another !== undefined) {
    const all = repairActions.map((name) => `--${name}`).join(', ');
    throw new UsageError(
      action === undefined
        ? `no repair is named: give one of ${all}.`
        : `one repair does one thing: give one of ${all}.`,
    );
  }
  if (options.undone && action !== 'remove-failed') {
    throw new UsageError(`--undone belongs to --remove-failed, not to --${action}: leave it out.`);
  }
  return { version: versionOf(options.version), action, undone: options.undone };
}

function versionOf(text: string): string {
  try {
    return parseVersion(text.replace(/^v/i, ''));
  } catch (error) {
    if (error instanceof InvalidVersionError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

function whoOf({ by }: RepairOptions, { variables }: Environment): string {
  const name = by ?? variables.USER ?? variables.USERNAME ?? '';
  if (/\S/.test(name) && name.length <= maxNameLength && isPlainName(name)) return name;
  const isNobody = by === undefined && name === '';
  throw new UsageError(
    `--by is ${isNobody ? 'not given, and the system names no user' : `"${visible(name)}"`}: ` +
      `the trace needs a name, of at most ${String(maxNameLength)} characters, and no control ` +
      'character.',
  );
}

async function isConfirmed(
  planned: PlannedRepair,
  { yes, confirm, json }: RepairOptions,
  { ask, stdout }: Environment,
): Promise<boolean> {
  if (confirm !== undefined) {
    if (confirm !== tokenOf(planned)) throw new RepairTokenError(planned.request.version, confirm);
    return true;
  }
  if (yes) return true;
  if (json || ask === undefined || !stdout.isTerminal) return false;
  return /^y(?:es)?$/i.test((await ask('\n  Do it? [y/N] ')).trim());
}
