import { line } from './line.ts';

export const email = line({ name: 'email', width: 180 });
