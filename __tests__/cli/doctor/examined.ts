import type { RDSDataClient } from '@aws-sdk/client-rds-data';
import { createRdsDataClient } from '../../../data-api/create-client';
import { examine, type Examination, type ExamineOptions } from '../../../cli/doctor/examine';
import type { Backend } from '../../../local/backend';
import { type LocalDataApiOptions, startLocalDataApi } from '../../../local/server';

export interface ExaminedOptions
  extends
    Omit<LocalDataApiOptions, 'backend'>,
    Partial<Pick<ExamineOptions, 'slow' | 'sleepSeconds' | 'interrupted' | 'onQuestion'>> {
  /** Stands between the doctor and the service; `number` counts calls from 1. */
  readonly onSend?: <T>(send: () => Promise<T>, number: number) => Promise<T>;
}

/** Examines a backend behind the local Data API. */
export async function examined(
  backend: Backend,
  {
    slow = false,
    sleepSeconds = 1,
    interrupted = new Promise(() => undefined),
    onQuestion,
    onSend = (send) => send(),
    ...options
  }: ExaminedOptions = {},
): Promise<Examination> {
  const api = await startLocalDataApi({ ...options, backend });
  const client = createRdsDataClient({
    endpoint: api.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let number = 0;
  const send = (command: Parameters<RDSDataClient['send']>[0]) => {
    number += 1;
    return onSend(() => client.send(command), number);
  };
  const { resourceArn, secretArn, database } = api;
  try {
    return await examine({
      service: {
        client: { send } as Pick<RDSDataClient, 'send'>,
        resourceArn,
        secretArn,
        database,
      },
      slow,
      sleepSeconds,
      interrupted,
      ...(onQuestion && { onQuestion }),
    });
  } finally {
    client.destroy();
    await api.close();
  }
}

/** `note: refused`, by the ids of the questions. */
export function answersOf({ answers }: Examination): Readonly<Record<string, string>> {
  return Object.fromEntries(answers.map(({ id, mark, answer }) => [id, `${mark}: ${answer}`]));
}

/** Those answers that are not as they are on a server that can do everything. */
export function differencesOf(
  examination: Examination,
  usual: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const answers = Object.entries(answersOf(examination));
  return Object.fromEntries(answers.filter(([id, answer]) => usual[id] !== answer));
}

/** What is said of one answer in whole sentences. */
export function detailOf({ answers }: Examination, id: string): string | undefined {
  return answers.find((answer) => answer.id === id)?.detail;
}

/** A call that ran, and whose answer is lost. */
export async function losing<T>(send: () => Promise<T>): Promise<T> {
  await send();
  throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
