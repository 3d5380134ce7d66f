import { session } from './session.ts';

/** Answers whether this person may design forms, fields and rules. */
export function mayDesign(): boolean {
  return session.who?.designs ?? false;
}
