import type { SqlErrorDetails } from '../migration/errors';

/**
 * Reads `ERROR: <message>; Detail: …; Hint: …; Where: …; Position: N; SQLState: 42P01`, and
 * the older form with each part on a line of its own.
 *
 * A message may itself hold "; ", so the parts are peeled off from the right. Where goes first
 * of the texts: it quotes SQL, which may hold what looks like any of the others.
 */
export function parsePostgresqlError(text: string): SqlErrorDetails | undefined {
  const state = peel(text, 'SQLState', '[0-9A-Z]{5}');
  if (state.value === undefined && !severity.test(text)) return undefined;

  const position = peel(state.rest, 'Position', String.raw`\d+`);
  const where = peel(position.rest, 'Where');
  // The older form has the position before the context.
  const earlier = peel(where.rest, 'Position', String.raw`\d+`);
  const hint = peel(earlier.rest, 'Hint');
  const detail = peel(hint.rest, 'Detail');
  const place = position.value ?? earlier.value;
  return {
    message: detail.rest.replace(severity, '').trim(),
    ...(state.value !== undefined && { sqlState: state.value }),
    ...(detail.value !== undefined && { detail: detail.value }),
    ...(hint.value !== undefined && { hint: hint.value }),
    ...(place !== undefined && { position: Number(place) }),
  };
}

const severity = /^(?:(?:ERROR|FATAL|PANIC):\s*)+/;

interface Peeled {
  readonly rest: string;
  readonly value?: string;
}

/** Takes off the last `label: …`, which stands behind a semicolon or on a new line. */
function peel(text: string, label: string, value = String.raw`[\s\S]*`): Peeled {
  const found = new RegExp(String.raw`^([\s\S]*)(?:;|\n)\s*${label}: (${value})\s*;?\s*$`).exec(
    text,
  );
  const [, rest, peeled] = found ?? [];
  if (rest === undefined || peeled === undefined) return { rest: text };
  return { rest, value: peeled.replace(/\s*;?\s*$/, '') };
}
