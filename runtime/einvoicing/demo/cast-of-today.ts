import { buyers, type Good, type InvoiceType, persons, type Seller, sellers } from './cast.ts';
import type { Moments } from './moments.ts';
import type { Sale } from './sale.ts';
import { refusedAs } from './story-channel.ts';

export interface Cast {
  /** The paper of this month, by which its quota is counted. */
  readonly paper: readonly Sale[];
  readonly credit: readonly Sale[];
  readonly tooLate: Sale;
  readonly failing: readonly Sale[];
  readonly waiting: readonly Sale[];
  readonly unapproved: readonly Sale[];
  /** Somebody sent it back. */
  readonly returned: Sale;
  readonly delayed: Sale;
  /** Blue invoices that are reversed. */
  readonly reversed: Readonly<Record<'plain' | 'entered' | 'asked' | 'ours' | 'urgent' | 'agreed', Sale>>;
  readonly paperRed: Sale;
  readonly voided: readonly Sale[];
}

export function castAt(clock: Moments): Cast {
  const by = (org: string): Seller => {
    const found = sellers.find((one) => one.org === org);
    if (!found) throw new Error(`nobody sells in ${org}`);
    return found;
  };
  const sale = (
    key: string,
    at: number,
    org: string,
    type: InvoiceType,
    { good = 0, quantity, buyer = 0, ...more }: Ordered,
  ): Sale => {
    const seller = by(org);
    const what = seller.goods[good] as Good;
    return {
      key,
      at,
      seller: { ...seller, ...(more.source ? { source: more.source } : {}) },
      type,
      buyer: buyers[buyer % buyers.length] as (typeof buyers)[number],
      lines: [{ good: what, quantity }],
      ...(more.remark ? { remark: more.remark } : {}),
    };
  };
  const person = (one: Sale, at: number): Sale => ({
    ...one,
    buyer: persons[at] as (typeof persons)[number],
  });
  return {
    paper: [
      sale('P1', clock.today(0.05), 'TIANJIN', '004', { quantity: 12, buyer: 5 }),
      sale('P2', clock.today(0.1), 'TIANJIN', '028', { quantity: 8, buyer: 12 }),
      person(sale('P3', clock.today(0.15), 'TIANJIN', '026', { good: 1, quantity: 3 }), 0),
      sale('P4', clock.today(0.2), 'TIANJIN', '025', { good: 1, quantity: 12, buyer: 7 }),
      sale('P5', clock.today(0.25), 'TIANJIN', '007', { good: 1, quantity: 25, buyer: 6 }),
      sale('P6', clock.today(0.3), 'TIANJIN', '004', { quantity: 15, buyer: 10 }),
    ],
    credit: [0, 1, 2, 3, 4].map((at) =>
      sale(`C${at}`, clock.today(0.2 + at * 0.1), 'BEIJING', at === 4 ? '004xdp' : '08xdp', {
        quantity: 19,
        buyer: at + 4,
      }),
    ),
    tooLate: sale('C9', clock.today(0.1), 'BEIJING', '08xdp', { quantity: 12, buyer: 11 }),
    failing: [
      sale('F2', clock.today(0.5), 'HANGZHOU', '08xdp', {
        quantity: 1,
        buyer: 8,
        source: 'manual',
        remark: `二期项目验收${refusedAs}`,
      }),
      sale('F3', clock.before(1, 0.4), 'SUZHOU', '08xdp', {
        quantity: 6,
        buyer: 9,
        source: 'manual',
        remark: `运费结算${refusedAs}`,
      }),
    ],
    waiting: [
      sale('W1', clock.today(0.75), 'HANGZHOU', '08xdp', { quantity: 1, buyer: 2, source: 'manual' }),
      sale('W2', clock.today(0.8), 'SUZHOU', '08xdp', { quantity: 4, buyer: 1, source: 'manual' }),
      sale('W3', clock.before(1, 0.6), 'SHANGHAI', '007xdp', { quantity: 5, buyer: 13, source: 'manual' }),
      sale('W4', clock.before(2, 0.3), 'ZHUHAI', '08xdp', { quantity: 1, buyer: 2 }),
    ],
    unapproved: [
      sale('A1', clock.today(0.85), 'SHENZHEN', '08xdp', { quantity: 3, buyer: 0 }),
      sale('A2', clock.today(0.9), 'BEIJING', '10xdp', { good: 1, quantity: 6, buyer: 14 }),
      sale('A3', clock.before(1, 0.8), 'ZHUHAI', '08xdp', { quantity: 1, buyer: 9 }),
      sale('A4', clock.today(0.82), 'SHANGHAI', '08xdp', { quantity: 4, buyer: 7, source: 'manual' }),
      sale('A5', clock.today(0.88), 'HANGZHOU', '10xdp', { quantity: 2, buyer: 13, source: 'manual' }),
      sale('A6', clock.before(1, 0.7), 'SUZHOU', '08xdp', { quantity: 5, buyer: 10, source: 'manual' }),
    ],
    returned: sale('A7', clock.before(1, 0.5), 'SHANGHAI', '08xdp', {
      quantity: 6,
      buyer: 3,
      source: 'manual',
    }),
    delayed: sale('D1', clock.last, 'SHANGHAI', '10xdp', { quantity: 2, buyer: 15, source: 'manual' }),
    reversed: {
      plain: sale('R1', clock.before(5, 0.2), 'HANGZHOU', '10xdp', {
        quantity: 1,
        buyer: 4,
        source: 'manual',
      }),
      entered: sale('R2', clock.before(6, 0.3), 'SHANGHAI', '08xdp', {
        quantity: 7,
        buyer: 5,
        source: 'manual',
      }),
      asked: sale('R3', clock.before(7, 0.5), 'SUZHOU', '08xdp', {
        quantity: 5,
        buyer: 6,
        source: 'manual',
      }),
      ours: sale('R4', clock.before(6, 0.6), 'SUZHOU', '08xdp', { quantity: 7, buyer: 7, source: 'manual' }),
      urgent: sale('R5', clock.before(6, 0.7), 'SHANGHAI', '08xdp', {
        good: 1,
        quantity: 4,
        buyer: 8,
        source: 'manual',
      }),
      agreed: sale('R6', clock.before(7, 0.1), 'SHENZHEN', '08xdp', { quantity: 2, buyer: 12 }),
    },
    paperRed: sale('R7', clock.before(4, 0.4), 'SHANGHAI', '007xdp', {
      good: 2,
      quantity: 30,
      buyer: 11,
      source: 'manual',
    }),
    voided: [
      sale('V1', clock.today(0.35), 'TIANJIN', '007', { good: 1, quantity: 10, buyer: 3 }),
      sale('V2', clock.today(0.4), 'TIANJIN', '007', { good: 1, quantity: 8, buyer: 9 }),
    ],
  };
}

export interface Ordered {
  /** Which of its goods. Default: the first. */
  readonly good?: number;
  readonly quantity: number;
  readonly buyer?: number;
  readonly source?: Seller['source'];
  readonly remark?: string;
}
