import { line } from './line.ts';

export const text = line({ name: 'text' });
