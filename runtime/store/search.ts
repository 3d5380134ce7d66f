import type { Field, Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import type { Cell, Dialect } from '../database/database.ts';
import type { RecordLayout } from './layout.ts';
import { recordAlias } from './where.ts';

const longest = 200;

/** Fields that are looked into for the caller. */
export function searchedFields(call: Call, form: Form): readonly Field[] {
  return form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    return field && call.rights.readable(form, field) && field.kind.comparison(field) === 'text'
      ? [field]
      : [];
  });
}

/** The same text as records are searched for, in memory. */
export function searchWords(text: string): string {
  return [...text].slice(0, longest).join('').toLowerCase();
}

/** Records one of whose search fields holds the text, whatever its case. */
export function renderSearch(
  call: Call,
  layout: RecordLayout,
  text: string,
  dialect: Dialect,
  params: Cell[],
): string {
  const words = searchWords(text);
  const lines = searchedFields(call, layout.form).flatMap(({ id }) => {
    const known = layout.byId.get(id);
    if (!known) return [];
    params.push(words);
    return [`INSTR(${dialect.fold(`${recordAlias}.${known.name}`)}, ?) > 0`];
  });
  return lines.length === 0 ? '1 = 0' : `(${lines.join(' OR ')})`;
}
