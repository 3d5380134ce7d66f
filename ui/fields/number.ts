import { line } from './line.ts';

export const number = line({ name: 'number', width: 140 });
