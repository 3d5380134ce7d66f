import { msg } from '@lit/localize';
import type { FieldProblem } from '../../metadata/contract/common/shared.ts';
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

/** What was found about a record elsewhere, until its page takes it up. */
const found = new Map<string, readonly FieldProblem[]>();

/** The address of a record with the place in it that one is to look at: a JSON pointer by names. */
export function placeAddress(form: string, id: string, path: string): string {
  return `/forms/${form}/${id}?at=${encodeURIComponent(path)}`;
}

/** Hands what was found about a record to its page, which is about to be opened. */
export function handOver(id: string, problems: readonly FieldProblem[]): void {
  found.clear();
  found.set(id, problems);
}

/** Takes up what was handed over about a record; a page that was opened by its address alone knows nothing more. */
export function takeOver(id: string): readonly FieldProblem[] {
  const own = found.get(id) ?? [];
  found.delete(id);
  return own;
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
    return [
      { text: msg('重设密码', { id: 'set-password' }), address: `/users/${id}/password` },
      ...(id === session.who.user.id
        ? []
        : [{ text: msg('以此用户身份查看', { id: 'see-as' }), address: `/users/${id}/seen-as` }]),
    ];
  return [];
}
