import { compareText } from '../../condition/value.ts';
import { textIn } from '../../decisions/given.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { BuyerTitle, BuyerTitleTitles } from '../forms/forms.ts';
import {
  type BuyerMember,
  buyerMembers,
  buyerOf,
  defaultRow,
  type NamingBuyer,
  titlesOf,
} from './buyer-of-title.ts';

/** A row of a title, with what it would fill. */
export interface ProposedTitle {
  readonly title: { readonly id: string; readonly number: string; readonly name: string };
  /** Its place, from 1; null: the title has none. */
  readonly row: number | null;
  readonly isDefault: boolean;
  readonly fills: Readonly<Record<BuyerMember, string | null>>;
}

/** Of a row that says none. */
const usualPriority = 100;

/**
 * The titles that somebody may pick from for the buyer of an application: those by which it would be found, before those
 * whose name begins or goes on as it was typed so far; of each its default row first, then by priority.
 */
export function proposeTitles(
  application: NamingBuyer,
  titles: readonly BuyerTitle[],
): readonly ProposedTitle[] {
  const named = titlesOf(application, titles);
  const typed = textIn(application, 'buyerName');
  const others = titles
    .filter((one) => !named.includes(one) && typed !== '' && textIn(one, 'name').includes(typed))
    .toSorted((a, b) => compareText(textIn(a, 'name'), textIn(b, 'name')));
  return [...named, ...others].flatMap(rowsOf);
}

function rowsOf(title: BuyerTitle): readonly ProposedTitle[] {
  const rows = rowsIn(title, 'titles');
  const usual = defaultRow(title);
  const priorityOf = ({ priority }: BuyerTitleTitles) => priority ?? usualPriority;
  const ordered = rows.toSorted(
    (a, b) => Number(b === usual) - Number(a === usual) || priorityOf(a) - priorityOf(b),
  );
  if (ordered.length === 0) return [proposed(title, undefined, null)];
  return ordered.map((row) => proposed(title, row, rows.indexOf(row) + 1));
}

function proposed(title: BuyerTitle, row: BuyerTitleTitles | undefined, place: number | null): ProposedTitle {
  const said = buyerOf(title, row);
  const fills = Object.fromEntries(buyerMembers.map((member) => [member, said[member] || null]));
  return {
    title: { id: title.id ?? '', number: textIn(title, 'number'), name: textIn(title, 'name') },
    row: place,
    isDefault: row !== undefined && row === defaultRow(title),
    fills: fills as ProposedTitle['fills'],
  };
}
