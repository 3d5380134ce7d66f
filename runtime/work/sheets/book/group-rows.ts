import { cellText } from './cell-text.ts';
import type { Grouped, Grouping, RawRecord, RepeatedRow, RowPlace, SheetPlace } from './protocol.ts';
import type { ReadSheet } from './read-book.ts';
import type { SheetRow } from './sheet.ts';

interface Group {
  readonly key: readonly string[];
  row: SheetRow | null;
  readonly rows: SheetRow[][];
}

/** Rows of the records' sheet, each with the rows of entries that name it; then those named by entries alone. */
export function groupRows(
  sheets: readonly ReadSheet[],
  grouping: Grouping,
): { readonly records: readonly RawRecord[]; readonly grouped: Grouped } {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  const homeless: RowPlace[] = [];
  const repeated: RepeatedRow[] = [];
  const open = (key: readonly string[], row: SheetRow | null): Group => {
    const group: Group = { key, row, rows: grouping.rows.map(() => []) };
    groups.push(group);
    return group;
  };

  for (const [row, key] of rowsOf(sheets, grouping.records)) {
    const name = JSON.stringify(key);
    const named = key.some((part) => part !== '');
    const earlier = named ? byKey.get(name)?.row?.at : undefined;
    if (earlier !== undefined) {
      const { sheet = 0, key: [column = 0] = [] } = grouping.records ?? {};
      repeated.push({ sheet, row: row.at, column, earlier });
      continue;
    }
    const group = open(key, row);
    if (named) byKey.set(name, group);
  }
  for (const [index, place] of grouping.rows.entries()) {
    for (const [row, key] of rowsOf(sheets, place)) {
      if (key.every((part) => part === '')) {
        homeless.push({ sheet: place.sheet, row: row.at });
        continue;
      }
      const name = JSON.stringify(key);
      const group = byKey.get(name) ?? open(key, null);
      byKey.set(name, group);
      group.rows[index]?.push(row);
    }
  }
  return { records: groups, grouped: { records: groups.length, homeless, repeated } };
}

function* rowsOf(
  sheets: readonly ReadSheet[],
  place: SheetPlace | undefined,
): Generator<readonly [SheetRow, readonly string[]]> {
  const rows = place ? (sheets[place.sheet]?.rows ?? []) : [];
  const end = Math.min(place?.end ?? rows.length, rows.length);
  for (let at = place?.first ?? 0; at < end; at++) {
    const cells = rows[at] ?? [];
    if (!cells.some((cell) => cell !== null && cell !== '')) continue;
    yield [{ at, cells }, (place?.key ?? []).map((column) => cellText(cells[column]).trim())];
  }
}
