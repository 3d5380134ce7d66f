import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { Trace } from '../../decisions/trace.ts';
import { type BlueRule, matchBlue } from '../match-blue/match-blue.ts';
import {
  type ConfirmationRule,
  confirmationReach,
  matchRedConfirmation,
} from '../match-red-confirmation/match-red-confirmation.ts';
import type { SplitInvoice } from '../split/split-document.ts';
import type { BluePage, Reds, StoredBlue, StoredConfirmation } from './red-sources.ts';
import { takeBack } from './take-back.ts';

const today = '2026-06-30';
const at = { id: 'r', form: 'blue-match-rule', number: 'R', revision: 1 };

/** Issued so many days ago, for so much. */
function blueOf(number: number, daysAgo: number, amount: number): StoredBlue {
  const issuedAt = new Date(Date.parse(`${today}T00:00:00.000Z`) - daysAgo * 86_400_000).toISOString();
  const id = String(number).padStart(5, '0');
  // Rules also ask for what the plan does not know by name.
  const blue = {
    id,
    number: id,
    issuedAt,
    buyerName: '甲',
    agreed: [],
    waits: false,
    held: [],
    rows: ['1'],
    lines: [{ itemName: '笔', rate: '0.13', amount: String(amount), price: '1' }],
  };
  return blue;
}

/** Nothing is stored. */
const noReds: Reds = {
  unlinked: 'blue',
  automatic: false,
  byPage: false,
  taken: { blues: new Map(), confirmations: new Set() },
  async *blues() {},
  async *confirmations() {},
  blue: async () => null,
  confirmation: async () => null,
  information: async () => null,
  blueReach: async () => null,
  confirmationReach: async () => null,
  matchBlue: async () => new Trace().decided({ rule: null, matches: [], unmatched: '1' }),
  matchConfirmation: async () => new Trace().decided({ confirmation: null }),
};

interface TakeBackCase {
  readonly need: string;
  readonly rules: readonly BlueRule[];
  readonly pageSize: number;
}

/** Returns the blue invoices that are taken back, and how many invoices were read for it. */
async function taking(blues: readonly StoredBlue[], { need, rules, pageSize }: TakeBackCase) {
  let read = 0;
  const order = rules[0]?.order === 'farthest' ? 'earliest' : 'latest';
  const byDate = rules[0]?.order === 'farthest' || rules[0]?.order === 'nearest';
  const reds: Reds = {
    ...noReds,
    taken: { blues: new Map(), confirmations: new Set() },
    blueReach: async () => ({ first: '2021-01-01', order: byDate ? order : null, rule: 'r' }),
    async *blues(_, wanted): AsyncGenerator<BluePage> {
      const turn = wanted.order === 'earliest' ? 1 : -1;
      const sorted = blues.toSorted((a, b) => turn * (Date.parse(a.issuedAt) - Date.parse(b.issuedAt)));
      for (let from = 0; from === 0 || from < sorted.length; from += pageSize) {
        const page = sorted.slice(from, from + pageSize);
        read += page.length;
        yield { blues: page, isLast: from + pageSize >= sorted.length };
      }
    },
    matchBlue: async ({ lines, invoices }) =>
      matchBlue({ today, zone: 'UTC', application: { buyerName: '甲' }, lines, invoices }, rules),
  };
  const line = { itemName: '笔', rate: '0.13', amount: `-${need}`, price: '1' };
  const made = { ...line, from: 0, writeBackQuantity: null };
  const sums = { amount: `-${need}`, tax: '0', gross: `-${need}` };
  const invoice: SplitInvoice = { ...sums, remark: '', withList: false, lines: [made] };
  const trace = new Trace('full');
  const taken = await takeBack(
    { number: 'A', lines: [line] },
    { reds, trace, invoices: async () => [invoice] },
  );
  const { issues } = trace.decided(null);
  return { takes: taken?.map(({ red }) => [red.blueInvoice?.['id'], red.blueUses[0]?.amount]), issues, read };
}

const rule = (order: NonNullable<BlueRule['order']>, more: BlueRule = {}): BlueRule => ({
  used: at,
  order,
  range: 5,
  rangeUnit: 'months',
  ...more,
});

it('takes the same page by page as of all at once, whatever the order, ties and further rules', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 30 })), { maxLength: 30 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('farthest', 'nearest', 'largest', 'smallest'),
      fc.boolean(),
      async (some, need, order, hasStricter) => {
        const blues = some.map(([daysAgo, amount], number) => blueOf(number, daysAgo, amount));
        const stricter = rule(order, { range: 3, rangeUnit: 'days' });
        const other = rule('smallest', { used: { ...at, id: 'other' } });
        const asked = { need: String(need), rules: hasStricter ? [stricter, other] : [rule(order)] };
        const whole = await taking(blues, { ...asked, pageSize: 1000 });
        const paged = await taking(blues, { ...asked, pageSize: 3 });
        expect([paged.takes, paged.issues]).toEqual([whole.takes, whole.issues]);
      },
    ),
    { numRuns: drawn(100) },
  ));

const many = (count: number) => Array.from({ length: count }, (_, at) => blueOf(at, at % 100, 1));

it.each<[BlueRule['order'] & string, string, number]>([
  ['nearest', '20', 200],
  ['farthest', '3', 200],
  ['nearest', '300', 400],
  ['largest', '1', 1000],
])('reads no more than the order needs: %s, of which it takes %s', async (order, need, most) => {
  const { takes, read } = await taking(many(1000), { need, rules: [rule(order)], pageSize: 200 });
  expect([takes?.length, read]).toEqual([Number(need), most]);
});

it('says so where there are more than it looks at, and takes what the order is sure of', async () => {
  const asked = { rules: [rule('nearest')], pageSize: 200 };
  expect((await taking(many(2400), { ...asked, need: '10' })).takes).toHaveLength(10);
  const { takes, issues } = await taking(many(2400), { ...asked, need: '2100' });
  expect([takes, issues]).toMatchObject([
    undefined,
    [{ code: 'blue-too-many', severity: 'stops', params: { most: 2000 } }],
  ]);
  const bySize = await taking(many(2400), { need: '1', rules: [rule('smallest')], pageSize: 200 });
  expect(bySize.issues).toMatchObject([{ code: 'blue-too-many' }]);
});

/** Entered so many minutes after the first, for so much. */
function confirmationOf(number: number, minutes: number, amount: number): StoredConfirmation {
  const id = String(number).padStart(5, '0');
  const enteredAt = new Date(Date.parse(`${today}T00:00:00.000Z`) + minutes * 60_000).toISOString();
  return { id, number: id, enteredAt, blue: null, lines: [{ itemName: '笔', amount: `-${amount}` }] };
}

/** The number of the confirmation that a document of an amount goes by, and how many were read for it. */
async function confirming(all: readonly StoredConfirmation[], amount: number, pageSize: number) {
  let read = 0;
  const sorted = all.toSorted((a, b) => Date.parse(a.enteredAt) - Date.parse(b.enteredAt));
  const rule: ConfirmationRule = { lineFields: ['itemName', 'amount'], entryDays: 3 };
  const now = `${today}T23:59:59.000Z`;
  const reds: Reds = {
    ...noReds,
    unlinked: 'confirmation-then-blue',
    taken: { blues: new Map(), confirmations: new Set() },
    async *confirmations() {
      for (let from = 0; from === 0 || from < sorted.length; from += pageSize) {
        const page = sorted.slice(from, from + pageSize);
        read += page.length;
        yield { confirmations: page, isLast: from + pageSize >= sorted.length };
      }
    },
    confirmationReach: async () => confirmationReach(rule, now),
    matchConfirmation: async ({ lines, confirmations }) => {
      const given = confirmations.map((one) => ({ ...one, status: '01', source: 'bureau' }));
      return matchRedConfirmation({ now, application: { lines }, confirmations: given }, rule);
    },
  };
  const line = { itemName: '笔', amount: `-${amount}` };
  const sums = { amount: `-${amount}`, tax: '0', gross: `-${amount}` };
  const made = { ...line, from: 0, writeBackQuantity: null };
  const invoice: SplitInvoice = { ...sums, remark: '', withList: false, lines: [made] };
  const trace = new Trace('full');
  const document = { number: 'A', lines: [line] };
  const taken = await takeBack(document, { reds, trace, invoices: async () => [invoice] });
  const { issues } = trace.decided(null);
  return { goesBy: taken?.map(({ red }) => red.redConfirmation?.['number']), issues, read };
}

it('goes by the confirmation entered first page by page as of all at once, whatever is entered together', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 })), { maxLength: 20 }),
      async (some) => {
        // Of those of one moment the one that is to be found comes last.
        const all = some
          .map(([minutes, amount], number) => confirmationOf(number, minutes, amount))
          .toReversed();
        const whole = await confirming(all, 2, 1000);
        const paged = await confirming(all, 2, 3);
        expect([paged.goesBy, paged.issues]).toEqual([whole.goesBy, whole.issues]);
      },
    ),
    { numRuns: drawn(100) },
  ));

it('reads no more confirmations than it needs, and says so where there are more than it looks at', async () => {
  const all = Array.from({ length: 2400 }, (_, at) => confirmationOf(at, at % 700, at === 1 ? 2 : 1));
  const found = await confirming(all, 2, 200);
  expect([found.goesBy, found.read]).toEqual([['00001'], 200]);
  const { goesBy, issues, read } = await confirming(all, 9, 200);
  expect([goesBy, read, issues]).toMatchObject([
    undefined,
    2000,
    [{ code: 'confirmation-too-many', severity: 'stops', params: { most: 2000 } }],
  ]);
});
