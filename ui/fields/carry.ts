import { through } from './through.ts';

export const carry = through('carry');
