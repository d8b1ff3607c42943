import type { EventLogger } from '../../handler/log-event';

/** Keeps the lines as they would be written. */
export class RecordingLogger implements EventLogger {
  readonly lines: unknown[] = [];

  info(message: string, fields: Readonly<Record<string, unknown>>): void {
    this.write('INFO', message, fields);
  }

  error(message: string, fields: Readonly<Record<string, unknown>>): void {
    this.write('ERROR', message, fields);
  }

  private write(level: string, message: string, fields: object): void {
    this.lines.push(JSON.parse(JSON.stringify({ level, message, ...fields })));
  }
}
