import { session } from './session.ts';

/** Whether forms, fields and rules are this person's to design. */
export function mayDesign(): boolean {
  return session.who?.designs ?? false;
}
