import type { Fault, SeenCall } from '../support/faults/fault';

/** How often the fault comes: at one call, at it and all behind it, or in two runs, one after the other. */
export type Occurrence = 'once' | 'from then on' | 'twice';

export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  /** The Data API cancels what is out of time, though it was asked not to. */
  readonly cancels?: boolean;
  readonly occurrences: readonly Occurrence[];
  readonly appliesTo: (call: SeenCall) => boolean;
  /** Others on the server would notice. */
  readonly needsOwnServer?: boolean;
}

const always = () => true;
const executes = ({ kind }: SeenCall): boolean => !['begin', 'commit', 'rollback'].includes(kind);
const all = ['once', 'from then on', 'twice'] as const;
const shares = [0.2, 0.5, 0.8] as const;

export const faults: readonly NamedFault[] = [
  ...(
    [
      'throttled',
      'resuming',
      'access denied',
      'endpoint not enabled',
      'database not found',
    ] as const
  ).map((as): NamedFault => ({
    name: `refused: ${as}`,
    fault: { kind: 'refused', as },
    occurrences: ['once', 'from then on'],
    appliesTo: always,
  })),
  ...(['reset', '500', '503', '504'] as const).flatMap((as) =>
    (['at the end', 'at once'] as const).map((when): NamedFault => ({
      name: `answer lost ${when}: ${as}`,
      fault: { kind: 'lost', as, when },
      occurrences: all,
      appliesTo: always,
    })),
  ),
  ...(['request', 'answer'] as const).map((what): NamedFault => ({
    name: `${what} cut in the middle`,
    fault: { kind: 'cut', what },
    occurrences: all,
    appliesTo: always,
  })),
  {
    name: 'slow answer',
    fault: { kind: 'slow answer', ms: 30 },
    occurrences: ['once'],
    appliesTo: always,
  },
  ...shares.flatMap((share) =>
    [false, true].map((cancels): NamedFault => ({
      name: `call limit at ${String(share)}, ${cancels ? 'cancelled' : 'going on'}`,
      fault: { kind: 'call limit', share },
      cancels,
      occurrences: all,
      appliesTo: executes,
    })),
  ),
  {
    name: 'expired transaction',
    fault: { kind: 'expired transaction' },
    occurrences: ['once', 'twice'],
    appliesTo: ({ isInTransaction }) => isInTransaction,
  },
  ...([undefined, ...shares] as const).map((share): NamedFault => ({
    name: `session killed ${share === undefined ? 'before' : `at ${String(share)}`}`,
    fault: { kind: 'killed session', ...(share !== undefined && { share }) },
    occurrences: all,
    appliesTo: always,
  })),
  ...(['nothing', 'half', 'all'] as const).map((sent): NamedFault => ({
    name: `handler killed, ${sent} sent`,
    fault: { kind: 'killed handler', sent },
    occurrences: ['once', 'twice'],
    appliesTo: always,
  })),
  ...([undefined, 0.5] as const).map((share): NamedFault => ({
    name: `server killed ${share === undefined ? 'before' : `at ${String(share)}`}`,
    fault: { kind: 'killed server', ...(share !== undefined && { share }) },
    occurrences: ['once'],
    appliesTo: always,
    needsOwnServer: true,
  })),
];

export interface Case {
  /** `postgresql/dml/4 run/answer lost at once: 503/twice` */
  readonly name: string;
  readonly call: SeenCall;
  readonly fault: NamedFault;
  readonly occurrence: Occurrence;
}

/** Every call of an undisturbed run with every fault. */
export function casesOf(
  set: { readonly name: string; readonly engine: string; readonly hasFaultyInstall?: boolean },
  calls: readonly SeenCall[],
): readonly Case[] {
  const engine = set.engine.replace('aurora-', '');
  const cases = calls.flatMap((call) =>
    call.kind === 'install' && set.hasFaultyInstall !== true
      ? []
      : faults
          .filter(({ appliesTo }) => appliesTo(call))
          .flatMap((fault) =>
            fault.occurrences.map((occurrence) => ({
              name: `${engine}/${set.name}/${String(call.number)} ${call.kind}/${fault.name}/${occurrence}`,
              call,
              fault,
              occurrence,
            })),
          ),
  );
  return cases.filter(({ name }) => !leavesHalfATrigger.test(name));
}

// MariaDB writes a trigger as a file, and a session or server that is killed just then leaves half of it:
// "Unknown trigger has an error in its body". MySQL 8 makes triggers in a transaction of its own.
const leavesHalfATrigger = /^mysql\/routines\/.*\/(?:session|server) killed/;
