import { describeDeployment } from './describe-deployment';

describeDeployment('aurora-postgresql', {
  missingTable: (_, table) => `relation "${table}" does not exist (42P01)`,
  rest: 'Nothing of V3 was applied; V2 stays. Fix the script and run again.',
  tablesAfterFailure: '0',
  sleep: (seconds) => `select pg_sleep(${seconds});`,
  countSleeping: "select count(*) as n from pg_stat_activity where wait_event = 'PgSleep'",
});
