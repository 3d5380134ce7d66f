import { line } from '../common/line.ts';

export const email = line({ name: 'email', width: 180 });
