import { line } from '../common/line.ts';

export const text = line({ name: 'text' });
