import { engineNames } from '../../migration/migration';
import type { ServerlessClusterProps } from '../serverless-cluster';
import { findDatabaseNameProblem, findUserNameProblem } from '../settings/database-names';
import { findVersionProblem } from '../settings/engine-versions';
import { findKeyArnProblem, findSecretArnProblem } from './arns';
import { findLogExportsProblem } from './log-exports';
import { findIdentifierProblem, findNamePrefixProblem, findSecurityGroupsProblem } from './names';
import { between, oneOf } from './numbers';
import { findProblems, isKnown } from './problems';
import { findBackupWindowProblem, findMaintenanceWindowProblem } from './windows';

type Defaulted = 'engineVersion' | 'minCapacity' | 'maxCapacity';

/** @param props with their defaults, where a rule is about two of them */
export function findClusterProblems(
  props: ServerlessClusterProps & Required<Pick<ServerlessClusterProps, Defaulted>>,
): readonly string[] {
  const { existingSecret: secret } = props;
  return [
    ...findEngineProblems(props),
    ...findProblems('securityGroupIds', props.securityGroupIds, findSecurityGroupsProblem),
    ...findCapacityProblems(props),
    ...findProblems('autoPauseSeconds', props.autoPauseSeconds, between(300, 86_400)),
    ...findProblems('finalSnapshotName', props.finalSnapshotName, findIdentifierProblem(255)),
    ...findProblems('backupRetentionDays', props.backupRetentionDays, between(1, 35)),
    ...findProblems('preferredBackupWindow', props.preferredBackupWindow, findBackupWindowProblem),
    ...findProblems(
      'preferredMaintenanceWindow',
      props.preferredMaintenanceWindow,
      findMaintenanceWindowProblem,
    ),
    ...findProblems('kmsKeyArn', props.kmsKeyArn, findKeyArnProblem),
    ...findProblems('existingSecret.secretArn', secret?.secretArn, findSecretArnProblem),
    ...findProblems('existingSecret.passwordVersion', secret?.passwordVersion, between(1, 1e9)),
    ...findProblems('existingSecret.kmsKeyArn', secret?.kmsKeyArn, findKeyArnProblem),
    ...findProblems(
      'performanceInsightsRetentionDays',
      props.performanceInsightsRetentionDays,
      findRetentionProblem,
    ),
    ...findProblems('namePrefix', props.namePrefix, findNamePrefixProblem),
  ];
}

function findEngineProblems(
  props: Pick<ServerlessClusterProps, 'engine' | 'databaseName' | 'userName' | 'logExports'> &
    Required<Pick<ServerlessClusterProps, 'engineVersion'>>,
): readonly string[] {
  const { engine } = props;
  const problems = findProblems('engine', engine, oneOf(engineNames));
  // The other rules depend on the engine: of a wrong one, nothing true can be said.
  if (problems.length > 0) return problems;
  return [
    ...findProblems('engineVersion', props.engineVersion, (version) =>
      findVersionProblem(engine, version),
    ),
    ...findProblems('databaseName', props.databaseName, (name) =>
      findDatabaseNameProblem(engine, name),
    ),
    ...findProblems('userName', props.userName, (name) => findUserNameProblem(engine, name)),
    ...findProblems('logExports', props.logExports, (names) =>
      findLogExportsProblem(engine, names),
    ),
  ];
}

interface Capacity {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

function findCapacityProblems({ minCapacity, maxCapacity }: Capacity): readonly string[] {
  const problems = [
    ...findProblems('minCapacity', minCapacity, between(0, 256, 0.5)),
    ...findProblems('maxCapacity', maxCapacity, between(1, 256, 0.5)),
  ];
  if (problems.length > 0 || !isKnown(maxCapacity)) return problems;
  return findProblems('minCapacity', minCapacity, (min) =>
    min <= maxCapacity
      ? undefined
      : `it is at most maxCapacity, which is ${maxCapacity}; lower it, or raise maxCapacity`,
  );
}

function findRetentionProblem(days: number): string | undefined {
  const months = days / 31;
  const isMonths = Number.isInteger(months) && months >= 1 && months <= 23;
  return days === 7 || days === 731 || isMonths
    ? undefined
    : 'it is 7, a multiple of 31 up to 713, or 731; choose one';
}
