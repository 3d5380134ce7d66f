import { add, mul, negate, round } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';

/** Kinds of applications that are made up to see what rules do with them. */
type SampleKind = 'long' | 'rates' | 'discounts' | 'negatives';

const rates = ['0.13', '0.09', '0.06', '0.03'] as const;
const goods = [
  '笔记本电脑',
  '显示器',
  '键盘',
  '办公椅',
  '打印纸',
  '软件服务',
  '运输服务',
  '咨询服务',
] as const;
const longOnes = 120;

/**
 * An application of a kind; `nth` tells one from the next.
 *
 * @example
 * sampleApplication('rates', 1)['number'] //=> 'LAB-R1'
 */
export function sampleApplication(kind: SampleKind, nth: number): JsonObject {
  return {
    number: `LAB-${kind.slice(0, 1).toUpperCase()}${nth}`,
    dataSource: 'api',
    invoiceType: '10xdp',
    buyerName: '示例采购有限公司',
    buyerTaxNo: '91440300708461136T',
    taxMethod: 'normal',
    lines: linesOf[kind](nth),
  };
}

const linesOf: Readonly<Record<SampleKind, (nth: number) => readonly JsonObject[]>> = {
  long: (nth) =>
    Array.from({ length: longOnes }, (_, at) => line(at, { quantity: String(3 + ((at * 7 + nth) % 40)) })),
  rates: () =>
    rates.flatMap((rate, at) => [line(2 * at, { rate }), line(2 * at + 1, { rate, quantity: '12.5' })]),
  discounts: () =>
    Array.from({ length: 6 }, (_, at) => at).flatMap((at) => {
      const own = line(at, { quantity: '20' });
      return at % 2 === 0 ? [own] : [{ ...own, kind: 'discounted' }, discountOf(own)];
    }),
  negatives: (nth) => [
    line(nth, { quantity: '10' }),
    line(nth + 1, { quantity: '6' }),
    line(nth, { quantity: '-4' }),
  ],
};

interface LineHow {
  readonly rate?: string;
  readonly quantity?: string;
}

function line(at: number, { rate = '0.13', quantity = '8' }: LineHow): JsonObject {
  const price = `${120 + 37 * (at % 11)}.${String((at * 13) % 100).padStart(2, '0')}`;
  const amount = round(mul(quantity, price), 2);
  const tax = round(mul(amount, rate), 2);
  return {
    itemName: goods[at % goods.length] ?? goods[0],
    unit: '台',
    quantity,
    price,
    rate,
    amount,
    tax,
    gross: add(amount, tax),
  };
}

/** A tenth of it, right below it. */
function discountOf({ itemName = null, rate = null, amount }: JsonObject): JsonObject {
  const off = negate(round(mul(String(amount), '0.1'), 2));
  const tax = round(mul(off, String(rate)), 2);
  return { kind: 'discount', itemName, rate, amount: off, tax, gross: add(off, tax) };
}
