import { texts as desk } from './en/desk.ts';
import { texts as lab } from './en/lab.ts';
import { texts as numbers } from './en/numbers.ts';
import { texts as pages } from './en/pages.ts';

export const texts = { ...desk, ...lab, ...numbers, ...pages };
