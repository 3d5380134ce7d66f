import { session } from '../session/session.ts';

/** Widths of columns as one person drew them, by the field's name. */
export type Widths = Readonly<Record<string, number>>;

const nameOf = (sheet: string) => `sheet:${sheet.replaceAll('/', ':')}`;

/** @param sheet path of the entries, with the form */
export function readWidths(sheet: string): Widths {
  const kept = session.own.read(nameOf(sheet));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([field, width]) =>
      typeof width === 'number' && width >= leastWidth ? [[field, width]] : [],
    ),
  );
}

export function writeWidths(sheet: string, widths: Widths): void {
  session.own.write(nameOf(sheet), { ...widths });
}

export const leastWidth = 40;
export const mostWidth = 900;
