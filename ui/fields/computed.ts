import { through } from './through.ts';

export const computed = through('computed');
