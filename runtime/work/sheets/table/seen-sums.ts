import { add } from '../../../../metadata/common/decimal.ts';
import { isEmptyValue } from '../../../../metadata/common/json.ts';
import type { Label, Language } from '../../../../metadata/common/label.ts';
import {
  currencyIn,
  currencyPath,
  inCurrency,
  valuesByName,
} from '../../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { WireRecord } from '../../../storage/store/record/store.ts';
import { numberSeen } from './seen-cell.ts';
import type { SeenColumn } from './seen-column.ts';
import type { TableCell } from './table-file.ts';

const total: Label = { zh: '合计', en: 'Total' };

/** What columns come to, added up while their rows are written: exact, and amounts of each currency apart. */
export class SeenSums {
  readonly #columns: readonly SeenColumn[];
  readonly #form: Form;
  /** By the code of a currency; under an empty one what is in none, or in one that nobody tells. */
  readonly #sums = new Map<SeenColumn, Map<string, string>>();
  /** How many amounts of a column are in a currency that whoever looks does not know. */
  readonly #unknown = new Map<SeenColumn, number>();

  constructor(form: Form, columns: readonly SeenColumn[], summed: readonly string[]) {
    this.#form = form;
    this.#columns = columns;
    for (const column of columns) if (summed.includes(column.name)) this.#sums.set(column, new Map());
  }

  add(record: WireRecord): void {
    const values = valuesByName(record, this.#form);
    for (const [column, sums] of this.#sums) {
      const { name, field } = column;
      const value = record[name];
      if (!field || value === undefined || isEmptyValue(value)) continue;
      const path = currencyPath(field);
      if (path !== undefined && values(path) === undefined)
        this.#unknown.set(column, (this.#unknown.get(column) ?? 0) + 1);
      const code = currencyIn(field, values) ?? '';
      sums.set(code, add(sums.get(code) ?? '0', String(value)));
    }
  }

  /** A line for each currency; what is in none stands in the first. */
  lines(language: Language): readonly (readonly TableCell[])[] {
    // Several that may be in any currency are added by nobody.
    for (const [column, unknown] of this.#unknown) if (unknown > 1) this.#sums.get(column)?.delete('');
    const apart = [...this.#sums].filter(([{ field }]) => field && currencyPath(field) !== undefined);
    const codes = [...new Set(apart.flatMap(([, sums]) => [...sums.keys()]))].sort();
    const labelled = this.#columns.find((column) => !this.#sums.has(column));
    const lines = codes.length === 0 ? [undefined] : codes;
    if ([...this.#sums.values()].every((sums) => sums.size === 0)) return [];
    return lines.map((code, at) =>
      this.#columns.map((column): TableCell => {
        if (column === labelled) return labelOf(code, codes.length, language);
        const sums = this.#sums.get(column);
        const { field } = column;
        if (!sums || !field) return null;
        const isApart = currencyPath(field) !== undefined;
        if (!isApart && at > 0) return null;
        const [own, sum] = isApart ? [code, sums.get(code ?? '')] : ([...sums][0] ?? []);
        return sum === undefined ? null : numberSeen(sum, inIts(field, isApart ? own : undefined));
      }),
    );
  }
}

const inIts = (field: Field, code: string | undefined): Field => (code ? inCurrency(field, code) : field);

function labelOf(code: string | undefined, lines: number, language: Language): string {
  if (lines < 2) return total[language];
  const said = code || { zh: '未注明币种', en: 'no currency' }[language];
  return language === 'zh' ? `${total.zh}（${said}）` : `${total.en} (${said})`;
}
