import { describeDeployment } from './describe-deployment';

describeDeployment('aurora-mysql', {
  missingTable: (databaseName, table) => `Table '${databaseName}.${table}' doesn't exist (1146)`,
  rest:
    'The first 2 statements of V3 are applied and stay. Fix the script from line 3 on, leave what ' +
    'is above as it is, and run again: it goes on there.',
  tablesAfterFailure: '1',
  sleep: (seconds) => `do sleep(${seconds});`,
  countSleeping:
    "select count(*) as n from information_schema.processlist where state = 'User sleep'",
});
