import { formatDuration } from '../../format';
import type { Patient } from '../patient';
import { reasonOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface TimeoutFound {
  readonly outcome: Outcome;
  readonly elapsedMs: number;
  readonly sleepSeconds: number;
  /** The statement ran on. */
  readonly isBusy: boolean;
}

/** @param sleep statement that sleeps, with the scratch name in its text */
export function callTimeout(sleep: (seconds: number) => string): Probe<TimeoutFound> {
  return {
    id: 'call-timeout',
    question: 'Time that a call has',
    isSlow: true,
    async ask(patient) {
      const { clock, base, sleepSeconds } = patient;
      const startedAt = clock.now();
      const outcome = await patient.call(`${sleep(sleepSeconds)} /* ${base} */`);
      const elapsedMs = clock.now() - startedAt;
      return { outcome, elapsedMs, sleepSeconds, isBusy: await isBusyForLong(patient) };
    },
    interpret({ outcome, elapsedMs, sleepSeconds, isBusy }) {
      if (outcome.kind === 'result') {
        return {
          mark: 'fine',
          answer: `above ${String(sleepSeconds)} s`,
          meaning: 'nothing depends on it',
        };
      }
      if (outcome.kind !== 'timeout') {
        return {
          mark: 'note',
          answer: 'ended with another error',
          meaning: 'long scripts may not be followed',
          detail: `After ${formatDuration(elapsedMs)} the service says: ${reasonOf(outcome)}.`,
        };
      }
      return {
        mark: 'fine',
        answer: `${formatDuration(elapsedMs)}, then it ${isBusy ? 'runs on' : 'is cancelled'}`,
        meaning: 'longer work goes on behind the call',
      };
    },
  };
}

/** A cancelled statement needs a moment to be gone. */
async function isBusyForLong(patient: Patient): Promise<boolean> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (!(await patient.isBusy())) return false;
    await patient.clock.sleep(250);
  }
  return true;
}
