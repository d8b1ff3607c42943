import type { EngineName } from '../../../migration/migration';

/** The emulator of AWS whose clusters have this engine. */
export function emulatorEndpoint(engine: EngineName): string {
  return requireVariable(
    engine === 'aurora-postgresql' ? 'TEST_AWS_POSTGRES_ENDPOINT' : 'TEST_AWS_MYSQL_ENDPOINT',
  );
}

export function requireVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by their npm script`);
  return value;
}
