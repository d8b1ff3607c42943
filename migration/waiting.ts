import type { MigrateContext } from './migrate-context';

const pollMs = 500;
const tellEveryMs = 10_000;

/** Waits until the deadline, and tells now and then for what. */
export class Waiting {
  private told: { readonly what: string; readonly at: number } | undefined;

  constructor(private readonly context: Pick<MigrateContext, 'clock' | 'deadline'>) {}

  tell(what: string, tell: () => void): void {
    const now = this.context.clock.now();
    if (this.told?.what === what && now - this.told.at < tellEveryMs) return;
    this.told = { what, at: now };
    tell();
  }

  async pause(tooLate: () => Error): Promise<void> {
    const { clock, deadline } = this.context;
    if (deadline !== undefined && clock.now() + pollMs > deadline) throw tooLate();
    await clock.sleep(pollMs);
  }
}
