import { plain } from './plain.ts';
import { reference } from './reference.ts';

/** The record above in a tree of the form's own records; the store refuses loops. */
export const parent = plain({ ...reference, name: 'parent', properties: {}, requires: [] });
