import type { ErrorAnswer, Loss, Refusal } from './fault';

export const refusals: Readonly<Record<Refusal, ErrorAnswer>> = {
  throttled: { status: 400, name: 'ThrottlingException', message: 'Rate exceeded' },
  resuming: {
    status: 400,
    name: 'DatabaseResumingException',
    message:
      'The Aurora DB instance is resuming after being auto-paused. ' +
      'Please wait a few seconds and try again.',
  },
  'access denied': {
    status: 403,
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::123456789012:assumed-role/migrate/migrate is not authorized to ' +
      'perform: rds-data:ExecuteStatement on resource: the cluster',
  },
  'endpoint not enabled': {
    status: 400,
    name: 'HttpEndpointNotEnabledException',
    message: 'HttpEndpoint is not enabled for resource the cluster',
  },
  'database not found': {
    status: 404,
    name: 'DatabaseNotFoundException',
    message: 'DBCluster has no instance',
  },
};

export const losses: Readonly<Record<Exclude<Loss, 'reset'>, ErrorAnswer>> = {
  '500': { status: 500, name: 'InternalServerErrorException', message: '' },
  '503': { status: 503, name: 'ServiceUnavailableError', message: '' },
  '504': { status: 504, name: 'DatabaseUnavailableException', message: '' },
};
