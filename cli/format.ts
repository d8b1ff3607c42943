import { stripVTControlCharacters } from 'node:util';

/** `1 statement`, `2 statements` */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${String(count)} ${noun}s`;
}

/** `41 ms`, `12.3 s`, `3 min 5 s` */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${String(Math.round(durationMs))} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}

/** `2026-01-02 03:04:05` of `2026-01-02T03:04:05.678Z` */
export function formatTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** In characters, without colours. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
