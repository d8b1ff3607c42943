import { formatDuration } from '../../format';
import type { Contact } from '../contact';
import type { Probe } from '../probe';

export const resume: Probe<Contact> = {
  id: 'resume',
  question: 'Time to resume',
  ask: ({ contact }) => Promise.resolve(contact),
  interpret: ({ wasPaused, elapsedMs }) =>
    wasPaused
      ? {
          mark: 'fine',
          answer: formatDuration(elapsedMs),
          meaning: 'each call waits for up to 120 s',
        }
      : {
          mark: 'unknown',
          answer: 'it was not paused',
          meaning: 'ask again while the cluster is paused',
        },
};
