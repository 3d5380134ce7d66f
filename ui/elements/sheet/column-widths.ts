/** Widths of columns as one person drew them on this browser, by the field's name. */
export type Widths = Readonly<Record<string, number>>;

const key = (sheet: string) => `guiju.sheet-columns:${sheet}`;

/** @param sheet path of the entries, with the form */
export function readWidths(sheet: string): Widths {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(sheet)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(([, width]) => typeof width === 'number' && width >= leastWidth),
    );
  } catch {
    return {};
  }
}

export function writeWidths(sheet: string, widths: Widths): void {
  try {
    localStorage.setItem(key(sheet), JSON.stringify(widths));
  } catch {
    // A browser that keeps nothing works all the same.
  }
}

export const leastWidth = 40;
export const mostWidth = 900;
