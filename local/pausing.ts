import { ServiceError } from './service-error';

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
      awakeAt ??= Date.now() + (options?.resumeMs ?? 0);
      if (Date.now() >= awakeAt) {
        isPaused = false;
        awakeAt = undefined;
        return;
      }
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
