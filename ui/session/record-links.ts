import { msg } from '@lit/localize';
import { session } from './session.ts';

/** The place where somebody left a form's list: its address, and the row that stood on top. */
interface ListPlace {
  /** With the question mark; empty: the list as it opens. */
  readonly query: string;
  readonly row: number;
  /** Of the records that were loaded, in the order of the list. */
  readonly ids: readonly string[];
}

const places = new Map<string, ListPlace>();

/** The list was left; whoever comes back to the same question finds it where it was. */
export function leaveList(form: string, place: ListPlace): void {
  places.set(form, place);
}

export function listPlace(form: string): ListPlace | undefined {
  return places.get(form);
}

/** Back to the list as it was left. */
export function listAddress(form: string): string {
  return `/forms/${form}${places.get(form)?.query ?? ''}`;
}

interface RecordLink {
  readonly text: string;
  readonly address: string;
}

/**
 * Pages of their own that records of the platform's forms have beside the generated one, as far as one may see them.
 */
export function recordLinks(form: string, id: string): readonly RecordLink[] {
  if (form === 'role') return [{ text: msg('权限矩阵', { id: 'role-matrix' }), address: `/roles/${id}` }];
  if (form === 'user' && session.who?.administers)
    return [{ text: msg('重设密码', { id: 'set-password' }), address: `/users/${id}/password` }];
  return [];
}
