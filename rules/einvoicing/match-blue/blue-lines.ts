import { abs, div, sub } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import type { Line } from '../common/line.ts';
import {
  addTaken,
  type BlueInvoice,
  type BlueLine,
  lessTaken,
  nothingTaken,
  type Remaining,
  remainingOf,
} from './remaining.ts';

/** A line of a blue invoice while negative lines take of it. */
export class BlueRow {
  readonly invoice: BlueInvoice;
  readonly blue: BlueLine;
  readonly place: number;
  /** Nobody after this is offered it. */
  isUsedUp = false;
  readonly #ratio: string;
  #whole: Remaining | undefined;
  #taken = nothingTaken;

  constructor(invoice: BlueInvoice, blue: BlueLine, place: number, ratio: string) {
    this.invoice = invoice;
    this.blue = blue;
    this.place = place;
    this.#ratio = ratio;
  }

  /** That of its quantity: of a discounted line what is left of it by its discount. */
  get price(): Text {
    const { price, amount, quantity } = this.blue;
    const discount = discountBelow(this.invoice, this.place);
    if (!isGiven(discount) || !isGiven(quantity) || !isGiven(price)) return price;
    return div(sub(amount || '0', abs(discount)), quantity, 13) ?? price;
  }

  /** Before this decision took of it. */
  get whole(): Remaining {
    this.#whole ??= remainingOf(this.blue, {
      discount: discountBelow(this.invoice, this.place),
      ratio: this.#ratio,
    });
    return this.#whole;
  }

  get remaining(): Remaining {
    return this.#taken === nothingTaken ? this.whole : lessTaken(this.whole, this.#taken);
  }

  take(part: { readonly amount: string; readonly quantity: string | null }): void {
    this.#taken = addTaken(this.#taken, part);
  }
}

interface Agreeing {
  readonly rows: BlueRow[];
  /** Place of the first row that may not be used up. */
  from: number;
}

/** The members that lines are not grouped by: amounts and quantities are looked for, prices compared by a setting. */
const asked = new Set(['amount', 'quantity', 'price']);

/** The lines of blue invoices by what a rule compares, read as far as somebody looks for one. */
export class BlueLines {
  readonly #invoices: Iterator<BlueInvoice>;
  readonly #keys: readonly string[];
  readonly #ratio: string;
  readonly #byKey = new Map<string, Agreeing>();

  constructor(invoices: readonly BlueInvoice[], lineFields: readonly string[], ratio: string) {
    this.#invoices = invoices.values();
    this.#keys = lineFields.filter((key) => !asked.has(key));
    this.#ratio = ratio;
  }

  /** Yields the rows that agree with a line, in the order of their invoices; null: another invoice was looked at. */
  *agreeing(line: Line): Generator<BlueRow | null> {
    const own = this.#of(keyOf(line as JsonObject, this.#keys));
    while (own.rows[own.from]?.isUsedUp) own.from += 1;
    for (let at = own.from; ; at += 1) {
      while (at >= own.rows.length) {
        yield null;
        if (!this.#readOn()) return;
      }
      const row = own.rows[at];
      if (row && !row.isUsedUp) yield row;
    }
  }

  #readOn(): boolean {
    const { done, value: invoice } = this.#invoices.next();
    if (done) return false;
    for (const [place, blue] of invoice.lines.entries())
      if (blue.kind !== 'discount')
        this.#of(keyOf(blue as JsonObject, this.#keys)).rows.push(
          new BlueRow(invoice, blue, place, this.#ratio),
        );
    return true;
  }

  #of(key: string): Agreeing {
    const own = this.#byKey.get(key) ?? { rows: [], from: 0 };
    this.#byKey.set(key, own);
    return own;
  }
}

function discountBelow({ lines }: BlueInvoice, place: number): Text {
  const below = lines[place + 1];
  return lines[place]?.kind === 'discounted' && below?.kind === 'discount' ? below.amount : null;
}
