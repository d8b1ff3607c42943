import { maxPayloadBytes } from '../../../data-api/request-size';
import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface RequestsFound {
  /** As large as ours get. */
  readonly largest: Outcome;
  readonly tooLarge: Outcome;
}

export const requestSize: Probe<RequestsFound> = {
  id: 'request-size',
  question: 'Largest request',
  async ask(patient) {
    const ofBytes = (bytes: number) =>
      patient.callWhateverComes('select char_length(:value) as length', {
        parameters: { value: 'x'.repeat(bytes) },
      });
    return { largest: await ofBytes(maxPayloadBytes), tooLarge: await ofBytes(beyondBytes) };
  },
  interpret({ largest, tooLarge }) {
    if (valueOf(largest) !== String(maxPayloadBytes)) {
      return {
        mark: 'note',
        answer: 'less than 4 MiB',
        meaning: 'a run with MiB of pending scripts fails',
        detail:
          `A call with ${String(maxPayloadBytes)} bytes fails: ${reasonOf(largest)}. ` +
          'Apply large scripts in several deployments.',
      };
    }
    return {
      mark: 'fine',
      answer: tooLarge.kind === 'result' ? 'above 4 MiB' : '4 MiB',
      meaning: 'a call takes many scripts',
    };
  },
};

const beyondBytes = 4 * 1024 * 1024 + 64 * 1024;
