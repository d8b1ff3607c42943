import type { Portion, Run } from '../migration/engine';
import type { Upload } from '../migration/uploads';
import type { ObjectWitness } from '../migration/witness';

/** The members that both runners read. */
export function portionMembers(portion: Portion): Record<string, unknown> {
  const { migration, settled, texts, applied } = portion;
  return {
    version: migration.version,
    description: migration.description,
    file: migration.file,
    checksum: migration.checksum,
    total: migration.statements.length,
    applied,
    ...(settled !== undefined && { settled: texts[applied] }),
    ...(settled?.failure !== undefined && { failure: settled.failure }),
    then: portion.then,
  };
}

/** The witness of the statement behind the portion, which is sent by itself. */
export function nextWitness({ migration, then, to }: Portion): ObjectWitness | undefined {
  const witness = then === 'alone' ? migration.statements[to]?.witness : undefined;
  return witness?.kind === 'repeatable' ? undefined : witness;
}

/** The value of the runner's only parameter. */
export function payloadOf(
  run: Run,
  knownRank: number,
  portions: readonly string[] | Upload,
  members: Readonly<Record<string, unknown>> = {},
): string {
  const head = { run: run.id, tool: run.toolVersion, rank: knownRank, ...members };
  if ('sha256' in portions) return JSON.stringify({ ...head, upload: portions });
  return `${JSON.stringify(head).slice(0, -1)},"scripts":[${portions.join(',')}]}`;
}
