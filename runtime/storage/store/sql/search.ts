import { fits } from '../../../../metadata/common/decimal.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import { type SearchedBy, searchedBy } from '../../../../metadata/where-fits.ts';
import { foldText } from '../../../../metadata/words/fold-text.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import { padded } from '../record/insert.ts';
import type { LayoutColumn, RecordLayout } from '../record/layout.ts';
import { shownColumn } from './shown-column.ts';
import type { Term } from './terms.ts';
import { recordAlias, type Where } from './where.ts';

const longest = 200;

/** Fields that are looked into for the caller, each with the manner in which it is. */
export function searchedFields(call: Call, form: Form): readonly (readonly [Field, SearchedBy])[] {
  return form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    const by = field && call.rights.readable(form, field) ? searchedBy(field) : undefined;
    return field && by ? [[field, by] as const] : [];
  });
}

/** A text as records are searched for. */
export function searchWords(text: string): string {
  return foldText([...text].slice(0, longest).join(''));
}

/**
 * Numbers that a text may stand for: as it was typed, in small letters and in capitals.
 *
 * @example
 * numbersAsked('a01') //=> ['a01', 'A01']
 */
export function numbersAsked(text: string): readonly string[] {
  const folded = foldText(text);
  return [...new Set([text, folded, folded.toUpperCase()])];
}

/** The text that a list is searched for, and the columns where the caller may look. */
export interface Searched {
  /** As it was typed. */
  readonly text: string;
  /** Folded. */
  readonly words: string;
  readonly columns: readonly SearchedColumn[];
  /**
   * Records that are found by whole values: by options that are called so, by the number that was typed, by references
   * to records that are called so. An index of texts knows none of these. Null: there are none.
   */
  readonly named: Term | null;
  /** Records pointed at are so many that only the database can tell who points at one. */
  readonly isBeyond: boolean;
}

export interface SearchedColumn {
  readonly column: LayoutColumn;
  /** As the caller sees it, in SQL. */
  readonly shown: string;
  /** Any part of it is looked for; else whole values alone. */
  readonly isText: boolean;
  /** Stored values that are meant, as texts: options called so in any language, a number, pointers at records. */
  readonly values: ReadonlySet<string>;
  /** Records that a value may point at beside, too many to name each. */
  readonly beyond: readonly CalledRecords[];
}

/** Records of a form that are called what is looked for, as a condition on one of them. */
export interface CalledRecords {
  /** Id of the form. */
  readonly form: string;
  /** With its alias. */
  readonly table: string;
  /** The column of ids, under the alias. */
  readonly id: string;
  readonly term: Term;
  /** Pointers at them say their form, too. */
  readonly isOfSeveral: boolean;
}

/** What references point at that is called so, by id of the field. */
export type CalledTargets = ReadonlyMap<string, Pick<SearchedColumn, 'values' | 'beyond'>>;

export function searched(
  where: Pick<Where, 'call' | 'layout' | 'dialect'>,
  layout: RecordLayout,
  text: string,
  targets: CalledTargets,
): Searched {
  const own = { layout, alias: recordAlias };
  const words = searchWords(text);
  const columns = searchedFields(where.call, layout.form).flatMap(([field, by]): SearchedColumn[] => {
    const column = layout.byId.get(field.id);
    if (!column) return [];
    const { values, beyond } = meant(field, by, { text, words, targets });
    if (by !== 'text' && values.size === 0 && beyond.length === 0) return [];
    const shown = shownColumn(where, field, `${recordAlias}.${column.name}`, own, own);
    return [{ column, shown, isText: by === 'text', values, beyond }];
  });
  const named = columns.flatMap((column) => namedTerms(column, where.dialect));
  return {
    text,
    words,
    columns,
    named: named.length === 0 ? null : anyOf(named),
    isBeyond: columns.some(({ beyond }) => beyond.length > 0),
  };
}

interface Sought {
  readonly text: string;
  readonly words: string;
  readonly targets: CalledTargets;
}

function meant(
  field: Field,
  by: SearchedBy,
  { text, words, targets }: Sought,
): Pick<SearchedColumn, 'values' | 'beyond'> {
  if (by === 'text') return { values: optionsCalled(field, words), beyond: [] };
  if (by === 'reference') return targets.get(field.id) ?? { values: new Set(), beyond: [] };
  const value = valueTyped(field, text);
  return { values: new Set(value === undefined ? [] : [String(value)]), beyond: [] };
}

/** The stored value that a text stands for, as in a cell of a sheet. */
export function valueTyped(field: Field, text: string): Json | undefined {
  const typed = text.trim() === '' ? undefined : field.kind.parse(text, field, 'zh');
  if (!typed?.ok) return undefined;
  const read = field.kind.read(typed.value, field);
  // Records may have values that their field would not take any more.
  const value = read.ok ? read.value : typed.value;
  const column = field.kind.column(field);
  // What the column has no room for is nowhere, and no database takes it for a number.
  const isBeyond = column?.type === 'decimal' && !fits(String(value), column.precision, column.scale);
  return isBeyond ? undefined : value;
}

/** People look for what they read: a stored option is found by its label, in whatever language that is. */
function optionsCalled(field: Field, words: string): ReadonlySet<string> {
  const { options = [], formerOptions = [] } = field.inner ?? field;
  const called = [...options, ...formerOptions].filter(({ label }) =>
    Object.values(label).some((one) => foldText(one).includes(words)),
  );
  return new Set(called.map(({ value }) => value));
}

/** Whether a stored value has the text that is looked for, or is one of those meant; asks nobody what it points at. */
export function holdsWords(
  value: Json | undefined,
  { isText, values }: SearchedColumn,
  words: string,
): boolean {
  if (value === null || value === undefined) return false;
  const text = String(value);
  return values.has(text) || (isText && foldText(text).includes(words));
}

function namedTerms({ column, shown, values, beyond }: SearchedColumn, dialect: Dialect): readonly Term[] {
  const terms: Term[] = beyond.map((records) => pointsAt(records, shown));
  if (values.size > 0) {
    const mark = dialect.placeholder(column.column);
    const isWhole = column.column.type === 'integer';
    const cells = padded(
      [...values].map((value) => dialect.encode(column.column, isWhole ? Number(value) : value)),
    );
    terms.push({ text: `${shown} IN (${cells.map(() => mark).join(', ')})`, params: [...cells] });
  }
  return terms;
}

function pointsAt({ form, table, id, term, isOfSeveral }: CalledRecords, shown: string): Term {
  const from = `SELECT 1 FROM ${table} WHERE ${id} =`;
  if (!isOfSeveral) return { text: `EXISTS (${from} ${shown} AND ${term.text})`, params: term.params };
  const begins = `${form}/`;
  const params: Cell[] = [begins, ...term.params];
  return {
    text: `(SUBSTR(${shown}, 1, ${begins.length}) = ? AND EXISTS (${from} SUBSTR(${shown}, ${begins.length + 1}) AND ${term.text}))`,
    params,
  };
}

function anyOf(terms: readonly Term[]): Term {
  return {
    text: `(${terms.map(({ text }) => text).join(' OR ')})`,
    params: terms.flatMap(({ params }) => params),
  };
}

/** Records one of whose search fields holds the text, whatever its case and width, or is what it stands for. */
export function renderSearch({ words, columns, named }: Searched, dialect: Dialect): Term {
  const texts = columns.filter(({ isText }) => isText).map(({ shown }) => shown);
  const terms: Term[] = [];
  if (texts.length > 0) {
    const { sql, params } = dialect.holds(texts, words);
    terms.push({ text: sql, params });
  }
  if (named) terms.push(named);
  return terms.length === 0 ? { text: '1 = 0', params: [] } : anyOf(terms);
}
