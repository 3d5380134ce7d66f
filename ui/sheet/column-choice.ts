import type { Field } from '../../metadata/field.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import { session } from '../session/session.ts';

/** Which columns one person sees, in which order, and which stay at the left; by the fields' names. */
export interface ColumnChoice {
  readonly hidden: readonly string[];
  /** Those that are not named come behind, as their form has them. */
  readonly order: readonly string[];
  readonly pinned: readonly string[];
}

export interface Arranged {
  /** Pinned ones first. */
  readonly columns: readonly Field[];
  readonly pinned: number;
}

/** Nothing hidden, as the form has them; what names a row stays in sight. */
export function standardChoice(fields: readonly Field[]): ColumnChoice {
  const naming = namingField(fields);
  return { hidden: [], order: [], pinned: naming ? [naming.name] : [] };
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
function namingField(fields: readonly Field[]): Field | undefined {
  const texts = fields.filter(
    (field) => !field.rows && !field.options && /^(text|reference)$/.test(field.kind.comparison(field)),
  );
  return texts.find(({ name }) => /name$/i.test(name)) ?? texts[0];
}

const nameOf = (sheet: string) => `sheet-columns:${sheet.replaceAll('/', ':')}`;

/** @param sheet path of the entries, with the form; undefined: as it is unless somebody chooses */
export function readChoice(sheet: string): ColumnChoice | undefined {
  const kept = session.own.read(nameOf(sheet));
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
  session.own.write(nameOf(sheet), kept ?? undefined);
}
