import type { Language } from '../../../../metadata/common/label.ts';
import { type Column, type DataSheet, deleteCode, idCode, type SheetPlan, say } from './column.ts';
import { plainHeading } from './headings.ts';
import type { Book, BookColumn } from './protocol.ts';
import { type SheetFormat, sheetLimits } from './sheet.ts';

/** Sheet programs refuse longer names and these characters. */
const longestName = 31;
const forbidden = /[[\]:*?/\\]/g;
const mostNote = 1_000;

export type Purpose = 'template' | 'export';

/** Headers, notes and help of a form's sheets; a template leaves out what cannot be filled in. */
export function makeBook(plan: SheetPlan, language: Language, purpose: Purpose, format: SheetFormat): Book {
  const help = say('sheet-help', {}, language);
  const lists = say('sheet-lists', {}, language);
  const names = sheetNames(plan, language, [help, lists]);
  return {
    sheets: plan.map((sheet, index) => ({
      name: names[index] ?? '',
      columns: shownColumns(sheet, purpose).map((column) => ({
        ...bookColumn(column, language),
        ...(format === 'csv' ? csvHeading(sheet, column, language, purpose) : { name: column.code }),
      })),
    })),
    pages: [{ name: help, rows: helpRows(plan, names, language, purpose) }],
    listsName: lists,
  };
}

export function shownColumns(sheet: DataSheet, purpose: Purpose): readonly Column[] {
  return sheet.columns.filter(({ writable }) => purpose === 'export' || writable);
}

/**
 * As it is written, so that it is found again.
 *
 * @example
 * sheetName("'收入/支出'") //=> '收入 支出'
 * sheetName('') //=> '-'
 */
export function sheetName(text: string): string {
  return (
    text
      .replace(forbidden, ' ')
      .trim()
      .replace(/^'+|'+$/g, '')
      .slice(0, longestName)
      .trim() || '-'
  );
}

/** Each name once, whatever their case. */
function sheetNames(plan: SheetPlan, language: Language, taken: readonly string[] = []): readonly string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return plan.map(({ label }) => {
    const wanted = sheetName(label[language]);
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted.slice(0, longestName - 4)} (${count})`;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  });
}

/** People fill in a template, so it speaks their language; programs read an export by names. */
function csvHeading(
  sheet: DataSheet,
  column: Column,
  language: Language,
  purpose: Purpose,
): Pick<BookColumn, 'label'> | Pick<BookColumn, 'name'> {
  if (purpose === 'export') return { name: column.name };
  return { label: starred(column, plainHeading(sheet, column, language)) };
}

function starred({ tone, code }: Column, label: string): string {
  return tone === 'required' || (tone === 'key' && code !== idCode) ? `${label} *` : label;
}

function bookColumn(column: Column, language: Language): Omit<BookColumn, 'name'> {
  const note = column.note(language).join('\n').slice(0, mostNote);
  const list = column.list?.(language);
  return {
    label: starred(column, column.label[language]),
    width: column.width,
    tone: column.tone,
    text: !column.numeric,
    ...(note === '' ? {} : { note }),
    ...(list ? { list } : {}),
  };
}

function helpRows(
  plan: SheetPlan,
  names: readonly string[],
  language: Language,
  purpose: Purpose,
): readonly (readonly string[])[] {
  const [records, ...entries] = plan;
  const key = records.columns.filter(({ tone }) => tone === 'key').map(({ label }) => label[language]);
  const helpLine = (topic: string, params = {}) => [
    say(topic, {}, language),
    say(`${topic}-text`, params, language),
  ];
  const columns = plan.flatMap((sheet, index) => [
    [],
    [names[index] ?? ''],
    ...shownColumns(sheet, purpose)
      .filter(({ code }) => code !== deleteCode)
      .map((column) => [column.label[language], column.note(language).join('; ')]),
  ]);
  return [
    helpLine('sheet-help-headers'),
    helpLine('sheet-help-key', { columns: key }),
    ...(entries.length > 0 ? [helpLine('sheet-help-entries')] : []),
    helpLine('sheet-help-limits', { rows: sheetLimits.rows, megabytes: sheetLimits.bytes / 1024 / 1024 }),
    ...columns,
  ];
}
