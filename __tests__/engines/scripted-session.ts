import type { Database, Query, Row, Session } from '../../migration/ports';

/** A session that answers each query in turn: with rows, or with an error. */
export class ScriptedSession implements Database {
  readonly queries: Query[] = [];
  private readonly answers: (readonly Row[] | Error)[];

  constructor(...answers: readonly (readonly Row[] | Error)[]) {
    this.answers = [...answers];
  }

  execute(query: Query): Promise<readonly Row[]> {
    this.queries.push(query);
    const answer = this.answers.shift() ?? [];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return work(this);
  }
}
