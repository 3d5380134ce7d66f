import { line } from '../common/line.ts';

export const taxNumber = line({ name: 'tax-number', width: 180, whole: true });
