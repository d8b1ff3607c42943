/** What the service says before anything has run. */
export type Refusal =
  'throttled' | 'resuming' | 'access denied' | 'endpoint not enabled' | 'database not found';

/** An answer of the service that is none of the above. */
export interface ErrorAnswer {
  readonly status: number;
  readonly name: string;
  /** The service gives none with an error of the 500s. */
  readonly message: string;
}

/** How an answer does not arrive. The last three are errors without a message. */
export type Loss = 'reset' | '500' | '503' | '504';

/** What happens to one call. A `share` is the part of the call's usual time that passes before. */
export type Fault =
  | { readonly kind: 'refused'; readonly as: Refusal | ErrorAnswer }
  /** It has run, or runs on. */
  | { readonly kind: 'lost'; readonly as: Loss; readonly when: 'at the end' | 'at once' }
  | { readonly kind: 'cut'; readonly what: 'request' | 'answer' }
  | { readonly kind: 'slow answer'; readonly ms: number }
  /** The call's time is over; what becomes of the statement is the local Data API's switch. */
  | { readonly kind: 'call limit'; readonly share: number }
  | { readonly kind: 'expired transaction' }
  /** Without a share: while it was idle, before the call. */
  | { readonly kind: 'killed session'; readonly share?: number }
  | { readonly kind: 'killed server'; readonly share?: number }
  /** The handler is gone; how much of its call was sent. */
  | { readonly kind: 'killed handler'; readonly sent: 'nothing' | 'half' | 'all' };

/** A call, as the fault layer sees it. */
export interface SeenCall {
  /** From 1, in the order in which the calls came. */
  readonly number: number;
  readonly kind: CallKind;
  readonly isInTransaction: boolean;
}

export type CallKind =
  | 'read history'
  | 'install'
  | 'upload'
  | 'run'
  | 'is running'
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'session'
  | 'statement';
