import { stopAll } from '../../../emulator/running';

export default stopAll;
