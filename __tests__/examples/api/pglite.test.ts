import { createPgliteBackend } from '../../../local/backends/pglite';
import { describeApi } from './describe-api';

describeApi('embedded PostgreSQL', () => createPgliteBackend());
