/** The user wants an end. No error of ours: whoever catches those must let it pass. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** A clock that wakes up when the user wants an end. */
export interface Interruptible {
  /** Rejects with an Interruption; never resolves. */
  readonly interrupted: Promise<never>;
  readonly isInterrupted: () => boolean;
}

/** @param ended resolves when the user wants an end */
export function interruptible(ended: Promise<void>): Interruptible {
  let is = false;
  const interrupted = ended.then((): never => {
    is = true;
    throw new Interruption();
  });
  // It may happen while nobody waits for it.
  interrupted.catch(() => undefined);
  return { interrupted, isInterrupted: () => is };
}
