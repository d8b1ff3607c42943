import { BackendError } from '../backend';

/**
 * Refuses the COPY that reads from a client, in the words that a server has for a client which does
 * not send. Executed, it would end PGlite and block a session of a real server for good.
 */
export function assertNoCopyFromStdin(text: string): void {
  if (!copyFromStdin.test(text)) return;
  throw new BackendError('COPY from stdin failed: No source stream defined', { sqlState: '57014' });
}

const copyFromStdin = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*copy\b[^]*?\bfrom\s+stdin\b/i;
