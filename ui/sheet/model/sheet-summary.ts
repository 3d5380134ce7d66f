import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import {
  amountsByCurrency,
  currencyIn,
  currencyPath,
  inCurrency,
  type ValueOf,
  valuesByName,
} from '../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { isSummedColumn, unitBeside, unitText } from '../../fields/summed-column.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { clauses, language, plural, say } from '../../session/i18n.ts';
import { isNumber } from './cell-text.ts';
import type { SheetModel, Surroundings } from './sheet-model.ts';
import { isOne } from './sheet-range.ts';
import { markedText } from './sheet-speech.ts';
import type { Planned } from './sheet-texts.ts';

const plain = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The exact sum of decimals in their canonical text, and how many there were; what is none does not count. */
export function sumOf(values: Iterable<unknown>): { readonly sum: string; readonly count: number } {
  // By the digits after the point, so that each is added as a whole number.
  const byScale = new Map<number, bigint>();
  let count = 0;
  for (const value of values) {
    const found = typeof value === 'string' || typeof value === 'number' ? plain.exec(String(value)) : null;
    if (!found) continue;
    const [, sign, whole, fraction = ''] = found;
    const units = BigInt(`${whole}${fraction}`);
    byScale.set(fraction.length, (byScale.get(fraction.length) ?? 0n) + (sign ? -units : units));
    count++;
  }
  const scale = Math.max(0, ...byScale.keys());
  let total = 0n;
  for (const [own, units] of byScale) total += units * 10n ** BigInt(scale - own);
  return { sum: written(total, scale), count };
}

function written(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

export type Totals = ReadonlyMap<number, readonly string[]>;

/** The sums of a column, one for each unit or currency that it is in; none: nothing in it is a number. */
function shownSums(field: Field, rows: readonly JsonObject[], surroundings: Surroundings): readonly string[] {
  const unit = unitBeside(field, surroundings.shape?.fields ?? []);
  if (!unit) return sumsByCurrency(field, rows, surroundings);
  const counted = rows.filter((row) => row[field.name] !== undefined && row[field.name] !== null);
  const byUnit = Map.groupBy(counted, (row) => unitText(unit, row[unit.name]));
  return [...byUnit].flatMap(([text, some]) =>
    sumsByCurrency(field, some, surroundings).map((sum) => (byUnit.size > 1 ? `${sum} ${text}`.trim() : sum)),
  );
}

function sumsByCurrency(
  field: Field,
  rows: readonly JsonObject[],
  { shape, record }: Surroundings,
): readonly string[] {
  const values = rows.map((row): ValueOf => {
    if (!shape) return (id) => row[id];
    const value = valuesByName(row, shape);
    // A new row has not said yet what its fields are; of one that is withheld nobody is told.
    return (id) => (shape.byId.has(id) ? (value(id) ?? null) : undefined);
  });
  return [...amountsByCurrency(field, values, record)].flatMap(([code, amounts]) => {
    const { sum, count } = sumOf(amounts);
    if (count === 0) return [];
    const own = code === '' ? field : inCurrency(field, code);
    const shown = uiKind(own).show(sum, own);
    return [typeof shown === 'string' ? shown : sum];
  });
}

/** The sums below a sheet, by column and for each currency apart; a column is added anew when what it reads is another. */
export class SheetTotals {
  #rows: readonly JsonObject[] = [];
  #columns: readonly Field[] = [];
  #record: ValueOf | undefined;
  #sums: Totals = new Map();

  of(columns: readonly Field[], rows: readonly JsonObject[], surroundings: Surroundings): Totals {
    const { record } = surroundings;
    if (rows === this.#rows && columns === this.#columns && record === this.#record) return this.#sums;
    const known = this.#sums;
    const before = this.#record;
    const beside = surroundings.shape?.fields ?? columns;
    const summed = summedIn(columns, beside);
    const names = summed.flatMap(({ reads }) => reads);
    const changed = columns === this.#columns ? changedNames(this.#rows, rows, new Set(names)) : null;
    const sums = new Map<number, readonly string[]>();
    for (const { col, field, reads } of summed) {
      const isKept =
        changed !== null &&
        !reads.some((name) => changed.has(name)) &&
        currencyAbove(field, before) === currencyAbove(field, record);
      sums.set(col, (isKept ? known.get(col) : undefined) ?? shownSums(field, rows, surroundings));
    }
    this.#record = record;
    this.#rows = rows;
    this.#columns = columns;
    this.#sums = sums;
    return sums;
  }
}

interface Summed {
  readonly col: number;
  readonly field: Field;
  /** Names of what it is added of. */
  readonly reads: readonly string[];
}

/** By the columns, which stay as they are while rows change. */
const summedOf = new WeakMap<
  readonly Field[],
  { readonly beside: unknown; readonly summed: readonly Summed[] }
>();

function summedIn(columns: readonly Field[], beside: readonly Field[]): readonly Summed[] {
  const known = summedOf.get(columns);
  if (known?.beside === beside) return known.summed;
  const summed = columns.flatMap((field, col) =>
    isSummedColumn(field, beside) ? [{ col, field, reads: namesRead(field, beside) }] : [],
  );
  summedOf.set(columns, { beside, summed });
  return summed;
}

/** Which of the names a row has another value under than it had; null: rows came or went, which changes all. */
function changedNames(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  names: ReadonlySet<string>,
): ReadonlySet<string> | null {
  if (before.length !== after.length) return null;
  const changed = new Set<string>();
  for (const [at, row] of after.entries()) {
    const had = before[at];
    if (had === row || had === undefined) continue;
    for (const name of names) if (had[name] !== row[name]) changed.add(name);
  }
  return changed;
}

/** The currency that the record around the rows says for all of them. */
function currencyAbove(field: Field, record: ValueOf | undefined): string | undefined {
  return record && currencyIn(field, () => undefined, record);
}

/** What a row's part of a sum hangs on: the value, its currency and its unit. */
function namesRead(field: Field, beside: readonly Field[]): readonly string[] {
  const currency = currencyPath(field) ?? field.id;
  const read = [field, unitBeside(field, beside), beside.find(({ id }) => id === currency)];
  // Without a shape rows are by ids.
  return [currency, ...read.flatMap((one) => one?.name ?? [])];
}

/** Draws the number of rows, and of those marked, with the sums of their numbers. */
export function summaryOf(model: SheetModel): TemplateResult {
  const { rows } = model.state;
  const { top, bottom, left, right } = model.range;
  const count = plural(msg(str`共 ${grouped(rows.length)} 行`, { id: 'sheet-count' }));
  if (rows.length === 0 && model.mayAdd)
    return html`<span>${msg('在空行里直接输入，或粘贴从 Excel 复制的内容', { id: 'sheet-begin' })}</span>`;
  if (isOne(model.selection)) return html`<span>${count}</span>`;
  const sums = model.columns.slice(left, right + 1).flatMap((field) => {
    if (!isNumber(field)) return [];
    const marked = rows.slice(top, bottom + 1);
    const shown = shownSums(field, marked, model.surroundings);
    return shown.length === 0 ? [] : [{ label: say(field.label), shown: dotted(shown) }];
  });
  const colon = language() === 'zh' ? '：' : ': ';
  const word = msg('合计', { id: 'sheet-sum' });
  return html`<span>${count}</span><span>${markedText(model)}</span>${
    sums.length === 0
      ? nothing
      : html`<span class="flex wraps gap-1-4 pushed">${sums.map(
          ({ label, shown }) =>
            html`<span>${label} ${word}${colon}<strong class="in-text bold">${shown}</strong></span>`,
        )}</span>`
  }`;
}

/** Says which pasted texts did not go where somebody wanted them; empty: all did. */
export function noticeOf({
  skipped,
  outside,
  flawed,
}: Pick<Planned, 'skipped' | 'outside' | 'flawed'>): string {
  return clauses(
    [
      skipped > 0
        ? plural(msg(str`${grouped(skipped)} 个单元格只读，保持原值`, { id: 'sheet-skipped' }))
        : '',
      outside > 0
        ? plural(msg(str`${grouped(outside)} 个单元格超出表格，没有粘贴`, { id: 'sheet-outside' }))
        : '',
      flawed > 0
        ? plural(msg(str`${grouped(flawed)} 个单元格的内容不能识别，已标出`, { id: 'sheet-flawed' }))
        : '',
    ].filter(Boolean),
  );
}

export const nothingAmiss = { skipped: 0, outside: 0, flawed: 0 };

/** The same of texts that name nothing there is: of one by its own sentence, of several how many there are. */
export function lostNotice(amiss: readonly string[]): string {
  const [first = ''] = amiss;
  return amiss.length === 1 ? first : noticeOf({ ...nothingAmiss, flawed: amiss.length });
}
