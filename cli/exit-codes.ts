/** What a command's exit code says. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  unconfirmed: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
