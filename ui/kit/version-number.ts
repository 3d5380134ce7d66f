import { msg, str } from '@lit/localize';

/** A version of a record as people call it: its revision, without the thousands that numbers have. */
export function versionNumber(revision: number): string {
  return msg(str`版本 ${String(revision)}`, { id: 'version-number' });
}
