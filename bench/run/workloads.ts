import type { EngineName } from '../../migration/migration';
import { growingSchema, manyInserts, type Script, withFailure } from './script';

export const workloadNames = [
  'nothing-pending',
  '10x5',
  '1000x5',
  '2-mb-of-inserts',
  'resume',
] as const;
export type WorkloadName = (typeof workloadNames)[number];

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** What has been run before, not timed; `fails` when that is how it ended. */
  readonly before?: { readonly scripts: readonly Script[]; readonly fails: boolean };
  readonly scripts: readonly Script[];
}

export function workloadOf(name: WorkloadName, engine: EngineName): Workload {
  switch (name) {
    case 'nothing-pending': {
      const scripts = growingSchema(1000);
      const title = 'nothing pending, 1,000 scripts applied';
      return { name, title, before: { scripts, fails: false }, scripts };
    }
    case '10x5':
      return { name, title: '10 scripts of 5 statements', scripts: growingSchema(10) };
    case '1000x5':
      return { name, title: '1,000 scripts of 5 statements', scripts: growingSchema(1000) };
    case '2-mb-of-inserts':
      return {
        name,
        title: 'one script of 2 MB of inserts',
        scripts: manyInserts(engine, 2_000_000),
      };
    case 'resume': {
      const scripts = growingSchema(100);
      return {
        name,
        title: 'resume: 100 scripts of 5, the 51st corrected',
        before: { scripts: withFailure(scripts, 51), fails: true },
        scripts,
      };
    }
  }
}
