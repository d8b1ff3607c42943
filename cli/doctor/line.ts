import type { RawAnswer, RawDataApi, RawQuery } from '../../data-api/raw-data-api';
import { Interruption, type Interruptible } from './interruption';
import { outcomeOf, valueOf, type Outcome } from './outcome';

/** One call, as evidence for an answer. */
export interface CallRecord {
  /** Its first characters. */
  readonly sql: string;
  readonly elapsedMs: number;
  /** The service's own words. */
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly httpStatus?: number;
  };
}

/** The answer to a question cannot be had; the message says why. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Calls of the service, on record. */
export class Line {
  private records: CallRecord[] = [];

  constructor(
    private readonly api: RawDataApi,
    private readonly interruptible: Interruptible,
  ) {}

  /** @throws NoAnswerError when the answer says nothing about the call: the cluster is gone, say */
  async call(query: RawQuery): Promise<Outcome> {
    return this.heard(await this.callWhateverComes(query));
  }

  /** The same, for who asks what makes an answer get lost. */
  async callWhateverComes(query: RawQuery): Promise<Outcome> {
    return this.record(query.sql, () => this.api.execute(query));
  }

  async inTransaction<T>(
    work: (call: (sql: string) => Promise<Outcome>) => Promise<T>,
  ): Promise<T> {
    const begun = this.heard(await this.record('(begin)', () => this.api.begin()));
    const transactionId = valueOf(begun) ?? '';
    if (transactionId === '') throw new NoAnswerError('no transaction could be begun');
    try {
      return await work((sql) => this.call({ sql, transactionId }));
    } finally {
      await this.api.rollback(transactionId);
    }
  }

  /** What was recorded since the last time. */
  takeRecords(): readonly CallRecord[] {
    return this.records.splice(0);
  }

  private heard(outcome: Outcome): Outcome {
    if (outcome.kind !== 'lost') return outcome;
    throw new NoAnswerError(`the answer was lost (${outcome.words.name})`);
  }

  private async record(
    sql: string,
    send: () => ReturnType<RawDataApi['execute']>,
  ): Promise<Outcome> {
    this.assertWanted();
    const answer = await send();
    this.records.push(recordOf(sql, answer));
    this.assertWanted();
    const outcome = outcomeOf(answer);
    if (outcome !== undefined) return outcome;
    throw new NoAnswerError(answer.kind === 'failure' ? answer.error.message : 'no answer');
  }

  private assertWanted(): void {
    if (this.interruptible.isInterrupted()) throw new Interruption();
  }
}

export function recordOf(sql: string, answer: RawAnswer): CallRecord {
  return {
    sql: shortened(sql.trim()),
    elapsedMs: Math.round(answer.elapsedMs),
    ...(answer.kind === 'failure' && {
      error: { ...answer.words, message: shortened(answer.words.message) },
    }),
  };
}

// Texts of a probe are long on purpose, and an error may quote them.
function shortened(text: string): string {
  const folded = text.replace(/([^\s])\1{20,}/g, '$1$1$1…');
  return folded.length > recordedCharacters ? `${folded.slice(0, recordedCharacters)}…` : folded;
}

const recordedCharacters = 1000;
