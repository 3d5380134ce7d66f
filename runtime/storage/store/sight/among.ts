import { append } from '../../../../metadata/common/append.ts';
import type { Cell } from '../../../database/database.ts';
import type { RecordLayout } from '../record/layout.ts';

/** A statement takes only so many cells: of more ids than these one JSON list is bound. */
const mostBound = 1_000;

/** Whether a column has one of these ids. Without `params` nothing is bound, as the text may stand several times. */
export function amongIds(
  { dialect }: Pick<RecordLayout, 'dialect'>,
  name: string,
  ids: readonly string[],
  params?: Cell[],
): string {
  if (ids.length > mostBound) {
    const list = JSON.stringify(ids);
    params?.push(list);
    return dialect.isListed(name, params ? '?' : `'${ids.every(isWord) ? list : refuse(list)}'`);
  }
  if (params) append(params, ids);
  const marks = ids.map((id) => (params ? '?' : spelled(id)));
  return ids.length === 1 ? `${name} = ${marks.join()}` : `${name} IN (${marks.join(', ')})`;
}

/** Ids and names of the platform's own grammar, which no quote can stand in. */
export function spelled(word: string): string {
  return isWord(word) ? `'${word}'` : refuse(word);
}

function isWord(word: string): boolean {
  return /^[\w-]+$/.test(word);
}

function refuse(word: string): never {
  throw new Error(`${word} cannot be spelled out`);
}
