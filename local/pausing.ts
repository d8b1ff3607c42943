import { ServiceError } from './service-error';

// About as long as a cluster takes that has not been paused for long.
const usualResumeMs = 15_000;

export interface Pausing {
  /** @throws ServiceError while the cluster is paused; the first such call starts the resume */
  assertAwake(): void;
  pause(): void;
}

export function createPausing(options: { readonly resumeMs: number } | undefined): Pausing {
  let isPaused = options !== undefined;
  let awakeAt: number | undefined;

  return {
    assertAwake() {
      if (!isPaused) return;
      if (awakeAt !== undefined && Date.now() >= awakeAt) {
        isPaused = false;
        return;
      }
      awakeAt ??= Date.now() + (options?.resumeMs ?? usualResumeMs);
      throw new ServiceError(
        'DatabaseResumingException',
        400,
        'The Aurora DB instance is resuming after being auto-paused. ' +
          'Please wait a few seconds and try again.',
      );
    },
    pause() {
      isPaused = true;
      awakeAt = undefined;
    },
  };
}
