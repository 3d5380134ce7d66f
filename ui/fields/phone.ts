import { line } from './line.ts';

export const phone = line({ name: 'phone', width: 130 });
