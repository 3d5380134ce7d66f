import { line } from '../common/line.ts';

export const phone = line({ name: 'phone', width: 150 });
