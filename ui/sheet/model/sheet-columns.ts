import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { session } from '../../session/session.ts';

/** A person's choice of columns, their order, and those that stay at the left; by the fields' names. */
export interface ColumnChoice {
  readonly hidden: readonly string[];
  /** Columns that are not named come behind, as their form has them. */
  readonly order: readonly string[];
  readonly pinned: readonly string[];
}

interface Arranged {
  /** Pinned ones first. */
  readonly columns: readonly Field[];
  readonly pinned: number;
}

/** So many columns at most stay in sight unless somebody chooses. */
const fewPinned = 3;

/** Nothing hidden, in the order of the form; what names a row stays in sight with what stands before it, if that is little. */
export function standardChoice(fields: readonly Field[]): ColumnChoice {
  const naming = namingField(fields);
  const upToIt = naming ? fields.slice(0, fields.indexOf(naming) + 1) : [];
  return { hidden: [], order: [], pinned: upToIt.length > fewPinned ? [] : upToIt.map(({ name }) => name) };
}

export function arrange(fields: readonly Field[], choice: ColumnChoice): Arranged {
  const place = new Map(choice.order.map((name, at) => [name, at]));
  const ordered = fields
    .filter(({ name }) => !choice.hidden.includes(name))
    .map((field, at) => ({ field, at: place.get(field.name) ?? choice.order.length + at }))
    .sort((a, b) => a.at - b.at)
    .map(({ field }) => field);
  // A sheet without columns is none.
  const shown = ordered.length > 0 ? ordered : fields.slice(0, 1);
  const pinned = shown.filter(({ name }) => choice.pinned.includes(name));
  return { columns: [...pinned, ...shown.filter((field) => !pinned.includes(field))], pinned: pinned.length };
}

/** By which people know a row: what is called a name, else its first text or record. */
export function namingField(fields: readonly Field[]): Field | undefined {
  const texts = fields.filter(
    (field) => !field.rows && !field.options && /^(text|reference)$/.test(field.kind.comparison(field)),
  );
  return texts.find(({ name }) => /name$/i.test(name)) ?? texts[0];
}

const choiceKey = (sheet: string) => `sheet-columns:${sheet.replaceAll('/', ':')}`;

/** @param sheet path of the entries, with the form; undefined: as it is unless somebody chooses */
export function readChoice(sheet: string): ColumnChoice | undefined {
  const kept = session.own.read(choiceKey(sheet));
  if (typeof kept !== 'object' || kept === null || isList(kept)) return undefined;
  const names = (member: keyof ColumnChoice) => {
    const list = (kept as Readonly<Record<string, unknown>>)[member];
    return Array.isArray(list) ? list.map(String) : [];
  };
  return { hidden: names('hidden'), order: names('order'), pinned: names('pinned') };
}

/** Null: back to how it is unless somebody chooses. */
export function writeChoice(sheet: string, choice: ColumnChoice | null): void {
  const kept = choice && { hidden: [...choice.hidden], order: [...choice.order], pinned: [...choice.pinned] };
  session.own.write(choiceKey(sheet), kept ?? undefined);
}

/** One column where it stands, in pixels from the left of the first. */
export interface Placed {
  readonly left: number;
  readonly width: number;
}

export interface Wanted {
  readonly width: number;
  /** Takes its part of the room that is left over. */
  readonly grows: boolean;
}

/** Columns one beside the other; room that is left over goes to those that grow. */
export function placeColumns(wanted: readonly Wanted[], room: number): readonly Placed[] {
  const asked = wanted.reduce((sum, { width }) => sum + width, 0);
  const growing = wanted.reduce((sum, { width, grows }) => sum + (grows ? width : 0), 0);
  const over = Math.max(0, room - asked);
  let left = 0;
  let given = 0;
  const lastGrowing = wanted.findLastIndex(({ grows }) => grows);
  return wanted.map(({ width, grows }, at) => {
    const part = grows && growing > 0 ? Math.floor((over * width) / growing) : 0;
    given += part;
    // Pixels lost by rounding go to the last.
    const own = width + part + (at === lastGrowing ? over - given : 0);
    const placed = { left, width: own };
    left += own;
    return placed;
  });
}

export function totalWidth(columns: readonly Placed[]): number {
  const last = columns.at(-1);
  return last ? last.left + last.width : 0;
}

/** First and last of what stands between two edges, with one more on either side; the frozen ones count apart. */
export function columnsBetween(
  columns: readonly Placed[],
  frozen: number,
  from: number,
  to: number,
): readonly [number, number] {
  let first = frozen;
  while (first < columns.length - 1 && endOf(columns[first]) <= from) first++;
  let last = first;
  while (last < columns.length - 1 && endOf(columns[last]) < to) last++;
  return [Math.max(frozen, first - 1), Math.min(columns.length - 1, last + 1)];
}

function endOf(column: Placed | undefined): number {
  return column ? column.left + column.width : 0;
}

/** The column under a point; beyond the last it is the last. */
export function columnAt(columns: readonly Placed[], x: number): number {
  const found = columns.findIndex((column) => x < column.left + column.width);
  return found === -1 ? columns.length - 1 : found;
}
