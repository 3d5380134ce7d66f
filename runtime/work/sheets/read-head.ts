import type { Problem } from '../../../metadata/common/issue.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { parentMark } from '../../../metadata/design/workbook/form-of-proposal.ts';
import { sheetName } from './book/book.ts';
import { cellText } from './book/cell-text.ts';
import { type Column, type DataSheet, type SheetPlan, say } from './book/column.ts';
import { namesakes } from './book/headings.ts';
import type { Grouping, Opened } from './book/protocol.ts';
import type { SheetCell, SheetFormat } from './book/sheet.ts';

/** A sheet of the user's file that is understood. */
export interface FoundSheet {
  readonly sheet: DataSheet;
  /** Place in the file. */
  readonly index: number;
  readonly name: string;
  /** First row of data. */
  readonly first: number;
  /** Row after the last of data. Default: it goes to the end of the sheet. */
  readonly end?: number;
  /** By place in the row; undefined where nothing is known of the column. */
  readonly columns: readonly (Column | undefined)[];
}

export interface FoundSheets {
  readonly found: readonly FoundSheet[];
  readonly grouping: Grouping;
  readonly warnings: readonly Problem[];
  /** Mistakes that keep the file from being read at all. */
  readonly problems: readonly Problem[];
}

/** Finds out which sheets and columns of a file mean what, whoever named them in which language. */
export function findSheets(
  opened: Opened,
  plan: SheetPlan,
  format: SheetFormat,
  entries?: DataSheet,
): FoundSheets {
  const warnings: Problem[] = [];
  const problems: Problem[] = [];
  const found: FoundSheet[] = [];
  const named = format === 'csv' ? [{ index: 0, sheet: entries ?? plan[0] }] : byName(opened, plan, warnings);
  for (const { index, sheet } of named) {
    const { name, head } = opened.sheets[index] ?? { name: '', head: [] };
    const title = name || sheet.label.zh;
    const read = readHead(sheet, head, title, warnings);
    const missing = keyOf(sheet).filter((column) => !read.columns.includes(column));
    if (read.columns.every((column) => column === undefined))
      problems.push({ path: '', code: 'sheet-no-columns' });
    else if (missing.length > 0 && needsKey(sheet, missing))
      problems.push({
        path: '',
        code: 'sheet-key-missing',
        params: { sheet: title, columns: missing.map(({ label }) => ({ ...label })) },
      });
    found.push({ sheet, index, name: title, ...read });
  }
  return { found, grouping: groupingOf(found), warnings, problems };
}

export function keyOf(sheet: DataSheet): readonly Column[] {
  const key = sheet.columns.filter(({ tone }) => tone === 'key');
  return sheet.path.length === 0 ? key : key.filter(({ code }) => code.startsWith(parentMark));
}

/** New records may come without the key where the platform makes it; rows of entries always say whose they are. */
function needsKey(sheet: DataSheet, missing: readonly Column[]): boolean {
  return sheet.path.length > 0 || missing.some(({ code, automatic }) => code !== '$id' && !automatic);
}

function byName(opened: Opened, plan: SheetPlan, warnings: Problem[]) {
  const own = new Set(
    ['sheet-help', 'sheet-lists'].flatMap((code) => [say(code, {}, 'zh'), say(code, {}, 'en')]),
  );
  const free = new Set(plan);
  const named: { index: number; sheet: DataSheet }[] = [];
  const strangers: number[] = [];
  for (const [index, { name, rows }] of opened.sheets.entries()) {
    if (own.has(name) || rows === 0) continue;
    const plainly = name.replace(/ \(\d+\)$/, '');
    const sheet =
      [...free].find((one) => one.names.some((text) => sheetName(text) === name)) ??
      [...free].find((one) => one.names.some((text) => sheetName(text).startsWith(plainly)));
    if (sheet) {
      named.push({ index, sheet });
      free.delete(sheet);
    } else strangers.push(index);
  }
  // A file made elsewhere calls its only sheet what it likes.
  const [records] = plan;
  for (const index of strangers) {
    if (free.delete(records)) named.push({ index, sheet: records });
    else
      warnings.push({ path: '', code: 'sheet-unknown', params: { sheet: opened.sheets[index]?.name ?? '' } });
  }
  return named;
}

function readHead(
  sheet: DataSheet,
  head: Opened['sheets'][number]['head'],
  title: string,
  warnings: Problem[],
) {
  const [labels = [], names = []] = head;
  const byCode =
    names.some((cell) => cell !== null) && names.every((cell) => cell === null || codeOf(sheet, cell));
  const read = byCode ? names : labels;
  const used = new Set<Column>();
  const columns = Array.from({ length: Math.max(labels.length, names.length) }, (_, place) => {
    const cell = read[place] ?? null;
    const text = cellText(cell).trim();
    if (text === '' || headings.has(text)) return undefined;
    const candidates = namesakes(sheet, text, byCode);
    const column = candidates.find((one) => !used.has(one));
    if (column) used.add(column);
    else {
      const code = candidates.length > 0 ? 'sheet-column-twice' : 'sheet-column-unknown';
      const near = candidates.length > 0 ? [] : nearHeadings(sheet, text);
      warnings.push({ path: '', code, params: { sheet: title, column: text, near } });
    }
    return column;
  });
  return { columns, first: byCode ? 2 : 1 };
}

function codeOf(sheet: DataSheet, cell: SheetCell): boolean {
  return sheet.columns.some(({ code }) => code === cell);
}

/** In the language, or by the names, that the heading was written in. */
function nearHeadings({ columns }: DataSheet, text: string): readonly string[] {
  return nearNames(
    text,
    columns.flatMap(({ name, label }) => [name, label.zh, label.en]),
  );
}

const headings = new Set([say('sheet-heading', {}, 'zh'), say('sheet-heading', {}, 'en')]);
export const problemHeadings: readonly string[] = [...headings];

/** Answers how rows are grouped under their records. */
export function groupingOf(found: readonly FoundSheet[]): Grouping {
  const place = ({ sheet, index, first, end, columns }: FoundSheet) => ({
    sheet: index,
    first,
    ...(end !== undefined && { end }),
    key: keyOf(sheet).map((column) => columns.indexOf(column)),
  });
  const records = found.find(({ sheet }) => sheet.path.length === 0);
  const rows = found.filter(({ sheet }) => sheet.path.length > 0).map(place);
  return records ? { records: place(records), rows } : { rows };
}
