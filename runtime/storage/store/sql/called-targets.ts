import { append } from '../../../../metadata/common/append.ts';
import { formsOf, pointedText, severalOf } from '../../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection, Dialect } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import type { Finder } from '../../search/finder.ts';
import { padded } from '../record/insert.ts';
import { column, type LayoutColumn, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { mannerOf } from '../sight/manner.ts';
import { renderSight } from '../sight/sight.ts';
import {
  type CalledRecords,
  type CalledTargets,
  type SearchedColumn,
  searchedFields,
  searchWords,
} from './search.ts';
import { shownColumn } from './shown-column.ts';
import type { Term } from './terms.ts';

export interface CalledParts {
  readonly dialect: Dialect;
  readonly layouts: Layouts;
  readonly finder: Finder;
}

/** So many records of a form are named one by one; of more the database asks each that is pointed at. */
const most = 500;
/** So many for all fields of a search: a field may point at forms without number, and a statement binds only so many. */
const mostInAll = 2_000;
/** No statement has it for another table: conditions of sight have `g`. */
const alias = 'k';

interface Found {
  /** Null: they are too many, or it takes too long to find them. */
  readonly ids: readonly string[] | null;
  readonly called: Omit<CalledRecords, 'isOfSeveral'>;
}

/**
 * Finds the records that the references of a search point at by their number and name, as far as the caller is shown
 * those beside a reference: nobody finds out by a search what he could not read.
 */
export async function calledTargets(
  reader: Connection,
  parts: CalledParts,
  call: Call,
  form: Form,
  text: string,
): Promise<CalledTargets> {
  const targets = new Map<string, Pick<SearchedColumn, 'values' | 'beyond'>>();
  const known = new Map<string, Found | null>();
  let left = mostInAll;
  for (const [field, by] of searchedFields(call, form)) {
    if (by !== 'reference') continue;
    const isOfSeveral = severalOf(field) !== undefined;
    const values = new Set<string>();
    const beyond: CalledRecords[] = [];
    for (const target of formsOf(field)) {
      const before = known.get(target);
      const found = before === undefined ? await findCalled(reader, parts, call, target, text) : before;
      known.set(target, found);
      if (!found) continue;
      const { ids, called } = found;
      if (ids && ids.length <= left) {
        left -= ids.length;
        for (const id of ids) values.add(isOfSeveral ? pointedText({ form: target, id }) : id);
      } else beyond.push({ ...called, isOfSeveral });
    }
    targets.set(field.id, { values, beyond });
  }
  return targets;
}

/** Null: the caller is told neither numbers nor names of them. */
async function findCalled(
  reader: Connection,
  { dialect, layouts, finder }: CalledParts,
  call: Call,
  target: string,
  text: string,
): Promise<Found | null> {
  if (!call.served.model.formsById.has(target)) return null;
  const layout = layouts.byId(call.served, target);
  const words = searchWords(text);
  const condition = calledSo(call, layout, words, { dialect, layouts });
  if (!condition) return null;
  const { term, columns } = condition;
  const table = `${layout.table} ${alias}`;
  const id = `${alias}.${column(layout, 'id').name}`;
  const called = { form: target, table, id, term };
  const beyond: Found = { ids: null, called };
  const physical = columns.map((one) => one.physical);
  const index = await finder.find(reader, target, physical, words);
  if (index !== 'unknown' && !('sql' in index)) return beyond;
  const among = index === 'unknown' ? null : index;
  const within = among ? `${id} IN (SELECT c.record FROM (${among.sql}) c) AND ` : '';
  const sql = `SELECT ${id} AS id FROM ${table} WHERE ${within}${term.text} LIMIT ${most + 1}`;
  try {
    const rows = await reader.all<{ id: string }>(sql, [...(among?.params ?? []), ...term.params]);
    return rows.length > most ? beyond : { ids: rows.map((row) => row.id), called };
  } catch (error) {
    if (DatabaseError.is(error, 'read-too-long')) return beyond;
    await among?.failed(error);
    if (!among) throw error;
    return beyond;
  }
}

/** The condition on a record that its label, as the caller is shown it, holds the words. */
function calledSo(
  call: Call,
  layout: RecordLayout,
  words: string,
  { dialect, layouts }: Pick<CalledParts, 'dialect' | 'layouts'>,
): { readonly term: Term; readonly columns: readonly LayoutColumn[] } | null {
  const { form } = layout;
  const manner = mannerOf(call, form.id);
  if (!manner) return null;
  const own = { layout, alias };
  const where = { call, layout: (id: string) => layouts.byId(call.served, id) };
  const textOf = (field: Form['number']) => {
    const found = field && layout.byId.get(field.id);
    return field && found?.column.type === 'text'
      ? { found, shown: shownColumn(where, field, `${alias}.${found.name}`, own, own) }
      : undefined;
  };
  const number = manner.number || manner.publicNumber ? textOf(form.number) : undefined;
  const name = manner.name || manner.namedThrough ? textOf(form.title) : undefined;
  const params: Cell[] = [];
  const texts: string[] = [];
  const holds = (shown: readonly string[]): string => {
    const { sql, params: cells } = dialect.holds(shown, words);
    append(params, cells);
    return sql;
  };
  const unseen = number && manner.publicNumber ? number : undefined;
  if (unseen) texts.push(holds([unseen.shown]));
  const seen = [manner.number && !unseen ? number : undefined, name].flatMap((one) => one?.shown ?? []);
  if (seen.length > 0 && manner.sight.reach !== 'nothing') {
    const held = holds(seen);
    const sees = renderSight(manner.sight, layout, alias, params);
    texts.push(sees === '' ? held : `(${held} AND ${sees})`);
  }
  if (texts.length === 0) return null;
  const columns = [number, name].flatMap((one) => one?.found ?? []);
  return { term: { text: `(${texts.join(' OR ')})`, params }, columns };
}

/** Those of some stored values that point at records which only the database can tell. */
export async function pointingBeyond(
  reader: Connection,
  { beyond }: SearchedColumn,
  values: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { form, table, id, term, isOfSeveral } of beyond) {
    const begins = isOfSeveral ? pointedText({ form, id: '' }) : '';
    const ids = values.filter((value) => value.startsWith(begins)).map((value) => value.slice(begins.length));
    if (ids.length === 0) continue;
    const cells = padded(ids);
    const sql = `SELECT ${id} AS id FROM ${table} WHERE ${id} IN (${cells.map(() => '?').join(', ')}) AND ${term.text}`;
    for (const row of await reader.all<{ id: string }>(sql, [...cells, ...term.params]))
      found.add(begins + row.id);
  }
  return found;
}
