import type { Call } from '../call.ts';
import type { Cell, Dialect } from '../database/database.ts';
import type { RecordLayout } from './layout.ts';
import { recordAlias } from './where.ts';

const longest = 200;

/** Records one of whose search fields holds the text, whatever its case. */
export function renderSearch(
  call: Call,
  layout: RecordLayout,
  text: string,
  dialect: Dialect,
  params: Cell[],
): string {
  const { form } = layout;
  const words = [...text].slice(0, longest).join('').toLowerCase();
  const lines = form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    const known = layout.byId.get(id);
    if (!field || !known || !call.rights.readable(form, field) || field.kind.comparison(field) !== 'text')
      return [];
    params.push(words);
    return [`INSTR(${dialect.fold(`${recordAlias}.${known.name}`)}, ?) > 0`];
  });
  return lines.length === 0 ? '1 = 0' : `(${lines.join(' OR ')})`;
}
