import { foldText } from '../../../metadata/fold-text.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Dialect } from '../../database/database.ts';
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

/** What a list is searched for, and where the caller may look. */
export interface Searched {
  /** As it was typed. */
  readonly text: string;
  /** Folded. */
  readonly words: string;
  readonly columns: readonly SearchedColumn[];
}

export interface SearchedColumn {
  readonly column: LayoutColumn;
  /** As the caller sees it, in SQL. */
  readonly shown: string;
}

export function searched(
  where: Pick<Where, 'call' | 'layout'>,
  layout: RecordLayout,
  text: string,
): Searched {
  const own = { layout, alias: recordAlias };
  const columns = searchedFields(where.call, layout.form).flatMap((field): SearchedColumn[] => {
    const column = layout.byId.get(field.id);
    if (!column) return [];
    return [{ column, shown: shownColumn(where, field, `${recordAlias}.${column.name}`, own, own) }];
  });
  return { text, words: searchWords(text), columns };
}

/** Records one of whose search fields holds the text, whatever its case and width. */
export function renderSearch({ words, columns }: Searched, dialect: Dialect): Term {
  if (columns.length === 0) return { text: '1 = 0', params: [] };
  const { sql, params } = dialect.holds(
    columns.map(({ shown }) => shown),
    words,
  );
  return { text: sql, params };
}
