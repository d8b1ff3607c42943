import { colorsOf } from '../colors';
import { examine, type Examination } from '../doctor/examine';
import { remainsOf } from '../doctor/remains';
import { reportText } from '../doctor/report';
import { verdictOf } from '../doctor/verdict';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { toJsonLine } from '../json';
import { openService } from '../open-target';
import { Progress } from '../progress';
import { parseTarget, type Target, type TargetOptions } from '../target';

export interface DoctorOptions extends Omit<TargetOptions, 'engine'> {
  readonly slow: boolean;
  readonly json: boolean;
}

/** Asks a database what nobody has written down, and says whether migrations can run. */
export async function doctorAction(
  options: DoctorOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { stdout, stderr, variables } = environment;
  // The engine is found out.
  const { target } = parseTarget(options);
  const progress = new Progress(environment);
  const examination = await examineTarget(target, options, environment, progress);
  progress.clear();
  const isInterrupted = examination.isInterrupted;
  if (isInterrupted) stderr.write(`${interruptionText(examination)}\n`);
  if (options.json) {
    stdout.write(toJsonLine(examinationJson(examination)));
  } else if (!isInterrupted) {
    stdout.write(reportText(examination, target, colorsOf(stdout, variables)));
  }
  if (isInterrupted) return exitCodes.interrupted;
  return verdictOf(examination).canMigrate ? exitCodes.done : exitCodes.failed;
}

async function examineTarget(
  target: Target,
  { slow }: DoctorOptions,
  environment: Environment,
  progress: Progress,
): Promise<Examination> {
  const interrupted = environment.untilInterrupted();
  const { service, close } = await openService(target, progress, { readsOnly: true });
  try {
    return await examine({
      service,
      slow,
      interrupted: interrupted.then(() => {
        progress.hint('interrupted: removing what was made');
      }),
      onQuestion: (question) => {
        progress.hint(question);
      },
    });
  } finally {
    progress.clear();
    await close();
  }
}

function interruptionText(examination: Examination): string {
  return `Interrupted. ${remainsOf(examination) ?? 'Nothing is left in the database.'}`;
}

function examinationJson(examination: Examination): object {
  const { engine, answers, cleaned } = examination;
  return {
    ...(engine !== undefined && { engine }),
    ...(examination.isInterrupted
      ? { error: { name: 'InterruptedError', message: interruptionText(examination) } }
      : verdictOf(examination)),
    answers,
    left: cleaned.left,
  };
}
