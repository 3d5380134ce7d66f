import { msg, str } from '@lit/localize';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import {
  keyName,
  parentMark,
  type SheetColumns,
} from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { mostShown } from '../../../metadata/design/workbook/survey.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { problemText } from '../../fields/read-typed.ts';
import type { FormModel } from '../../model/form-model.ts';
import { lookUp } from '../../model/record-picks.ts';
import { language } from '../../session/i18n.ts';

type Row = readonly string[];

/** A record of the file as its form reads it. */
export interface FirstRecord {
  readonly values: JsonObject;
  /** Cells that do not fit, by name of the field: what stands there, and why not. */
  readonly flaws: ReadonlyMap<string, { readonly text: string; readonly sentence: string }>;
  /** The same of cells in rows of entries. */
  readonly problems: readonly FieldProblem[];
}

/** The rows of the file that are shown in the form, first ones first. */
export function firstRows({ sheets }: WorkbookProposal): readonly Row[] {
  return sheets.find(({ use }) => use === 'records')?.begins.slice(0, mostShown) ?? [];
}

/** The record that begins with a row, with the rows of other sheets that name it. */
export async function firstRecord(
  form: FormModel,
  { sheets, key }: WorkbookProposal,
  columns: readonly SheetColumns[],
  row: Row,
): Promise<FirstRecord> {
  const [own, ...others] = columns;
  const { values, wrong } = await readRow(form, own?.columns ?? [], row);
  const flaws = new Map(wrong.map(({ name, ...flaw }) => [name, flaw]));
  const problems: FieldProblem[] = [];
  const all: Record<string, Json> = { ...values };
  for (const { sheet, entries = '', columns: places } of others) {
    const rows = form.byName.get(entries)?.rows;
    const by = places.indexOf(parentMark + keyName);
    const named = sheets
      .find((one) => one.sheet === sheet)
      ?.begins.filter((one) => key !== null && one[by] === row[key]);
    if (!rows || !named) continue;
    const read = await Promise.all(named.map((one) => readRow(rows, places, one)));
    all[entries] = read.map((one) => one.values);
    for (const [at, { wrong: cells }] of read.entries())
      for (const { name, sentence } of cells)
        problems.push({ path: `/${entries}/${at}/${name}`, code: '', message: sentence, severity: 'error' });
  }
  return { values: all, flaws, problems };
}

interface WrongCell {
  readonly name: string;
  readonly text: string;
  readonly sentence: string;
}

/** The cells of a row by the names of their fields. */
async function readRow(
  shape: FieldSet,
  columns: SheetColumns['columns'],
  row: Row,
): Promise<{ readonly values: JsonObject; readonly wrong: readonly WrongCell[] }> {
  const cells = columns.flatMap((name, place) => {
    const [field, text = ''] = [name === null ? undefined : shape.byName.get(name), row[place]];
    return field && text.trim() !== '' ? [{ field, text }] : [];
  });
  const read = await Promise.all(
    cells.map(async ({ field, text }) => ({ field, text, found: await readCell(text.trim(), field) })),
  );
  const values = read.flatMap(({ field, found }) =>
    'value' in found ? [[field.name, found.value] as const] : [],
  );
  const wrong = read.flatMap(({ field: { name }, text, found }) => {
    if ('value' in found) return [];
    const { why } = found;
    return [{ name, text, sentence: msg(str`“${text}”：${why}`, { id: 'workbook-unfit' }) }];
  });
  return { values: Object.fromEntries(values), wrong };
}

/** As an import reads it: what sheets say of moments is local, all else is as the kind has it. */
async function readCell(
  text: string,
  field: Field,
): Promise<{ readonly value: Json } | { readonly why: string }> {
  const { kind, target } = field;
  if (target !== undefined) {
    const found = await lookUp(target, [text], undefined);
    // Whoever may not search the records names them by number, and the import finds them.
    const value = found ? found.get(text) : { number: text };
    return value ? { value } : { why: msg('没有这条记录', { id: 'workbook-no-record' }) };
  }
  const isMoment = kind.comparison(field) === 'datetime';
  const parsed = (isMoment && uiKind(field).read?.(text, field)) || kind.parse(text, field, language());
  const read = parsed.ok && parsed.value !== null ? kind.read(parsed.value, field) : parsed;
  if (!read.ok) return { why: read.problems.map(problemText).join(' ') };
  return { value: read.value === null ? null : kind.write(read.value as never, field) };
}
