/** Things that stop in the middle when their process is killed. */
export interface Mortal {
  /** The promise as the process sees it: it never settles once the process is gone. */
  live<T>(promise: Promise<T>): Promise<T>;
  die(): void;
  /** Resolves when the process is gone. */
  readonly death: Promise<void>;
}

export function mortal(): Mortal {
  let isDead = false;
  let tell: () => void = () => undefined;
  const death = new Promise<void>((resolve) => (tell = resolve));
  return {
    live: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (value) => {
            if (!isDead) resolve(value);
          },
          (error: unknown) => {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
            if (!isDead) reject(error);
          },
        );
      }),
    die() {
      isDead = true;
      tell();
    },
    death,
  };
}
