import { through } from '../common/through.ts';

export const carry = through('carry');
