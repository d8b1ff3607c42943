import { AwsConfigurationError, EndpointUnreachableError } from './access-errors';
import { final, shortPatienceMs, type Call, type Failure } from './failure';
import { lost } from './outcome';
import { wordsOf, type Thrown } from './thrown';

/** Decides what it means that there was no answer at all. */
export function classifyTransport(thrown: Thrown, call: Call, cause: unknown): Failure {
  if (thrown.message.startsWith('Region is missing')) {
    return final(new AwsConfigurationError('no region is set', { cause }));
  }
  if (!wasNeverConnected(thrown)) return lost(call, thrown.code ?? thrown.name, cause);

  const error = new EndpointUnreachableError(thrown.code ?? wordsOf(thrown), { cause });
  // A wrong endpoint is wrong from the start; one that has answered will do so again.
  if (call.isFirstContact) return final(error);
  return {
    kind: 'passing',
    reason: 'the Data API cannot be reached',
    patienceMs: shortPatienceMs,
    giveUp: () => error,
  };
}

function wasNeverConnected({ code = '', syscall = '', message }: Thrown): boolean {
  return (
    unconnectedCodes.has(code) ||
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    // The SDK's connection timeout has no code.
    message.includes('did not establish a connection')
  );
}

const unconnectedCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  // An endpoint that the SDK cannot read, such as one without http://.
  'ERR_INVALID_URL',
]);
