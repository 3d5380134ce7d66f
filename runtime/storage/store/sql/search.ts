import { foldText } from '../../../../metadata/common/fold-text.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Dialect } from '../../../database/database.ts';
import type { LayoutColumn, RecordLayout } from '../record/layout.ts';
import { shownColumn } from './shown-column.ts';
import type { Term } from './terms.ts';
import { recordAlias, type Where } from './where.ts';

const longest = 200;

/** Fields that are looked into for the caller. */
function searchedFields(call: Call, form: Form): readonly Field[] {
  return form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    return field && call.rights.readable(form, field) && field.kind.comparison(field) === 'text'
      ? [field]
      : [];
  });
}

/** A text as records are searched for. */
function searchWords(text: string): string {
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
  /** Whether options are called so: an index of texts knows only what is stored of them. */
  readonly namesOptions: boolean;
}

export interface SearchedColumn {
  readonly column: LayoutColumn;
  /** As the caller sees it, in SQL. */
  readonly shown: string;
  /** Options of it that are called so in any language, former ones too. */
  readonly options: ReadonlySet<string>;
}

export function searched(
  where: Pick<Where, 'call' | 'layout'>,
  layout: RecordLayout,
  text: string,
): Searched {
  const own = { layout, alias: recordAlias };
  const words = searchWords(text);
  const columns = searchedFields(where.call, layout.form).flatMap((field): SearchedColumn[] => {
    const column = layout.byId.get(field.id);
    if (!column) return [];
    const shown = shownColumn(where, field, `${recordAlias}.${column.name}`, own, own);
    return [{ column, shown, options: optionsCalled(field, words) }];
  });
  return { text, words, columns, namesOptions: columns.some(({ options }) => options.size > 0) };
}

/** People look for what they read: a stored option is found by its label, in whatever language that is. */
function optionsCalled(field: Field, words: string): ReadonlySet<string> {
  const { options = [], formerOptions = [] } = field.inner ?? field;
  const called = [...options, ...formerOptions].filter(({ label }) =>
    Object.values(label).some((one) => foldText(one).includes(words)),
  );
  return new Set(called.map(({ value }) => value));
}

/** Whether a value has the text that is looked for, or is an option called so. */
export function holdsWords(value: unknown, { options }: SearchedColumn, words: string): boolean {
  return typeof value === 'string' && (options.has(value) || foldText(value).includes(words));
}

/** Records one of whose search fields holds the text, whatever its case and width. */
export function renderSearch({ words, columns }: Searched, dialect: Dialect): Term {
  if (columns.length === 0) return { text: '1 = 0', params: [] };
  const { sql, params } = dialect.holds(
    columns.map(({ shown }) => shown),
    words,
  );
  const named = columns.flatMap(({ shown, options }) => {
    if (options.size === 0) return [];
    return [{ text: `${shown} IN (${[...options].map(() => '?').join(', ')})`, params: [...options] }];
  });
  if (named.length === 0) return { text: sql, params };
  return {
    text: `(${[sql, ...named.map(({ text }) => text)].join(' OR ')})`,
    params: [...params, ...named.flatMap((one) => one.params)],
  };
}
