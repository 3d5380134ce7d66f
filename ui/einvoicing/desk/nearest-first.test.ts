import { expect, it } from 'vitest';
import { nearestFirst } from './nearest-first.ts';

const to = (id: string) => ({ id });
const pendings = [1, 2, 3, 4].map((at) => ({ id: `p${at}`, invoice: to(`i${at}`) }));
const invoices = [1, 2, 3, 4].map((at) => ({ id: `i${at}`, pendingInvoice: to(`p${at}`) }));
const red = { id: 'r4', blueInvoice: to('i4'), invoice: to('x4') };
const reds = [{ id: 'r1', blueInvoice: to('i1') }, red];
const among = [...pendings, ...invoices, ...reds, { id: 'x4', blueInvoice: to('i4') }];

it.each([
  ['of a red one the invoice that it reverses', invoices, red, 'i4 i1 i2 i3'],
  ['and what that was pending as', pendings, red, 'p4 p1 p2 p3'],
  ['of an invoice what it was pending as', pendings, { id: 'i3', pendingInvoice: to('p3') }, 'p3 p1 p2 p4'],
  ['and the red one that reverses it', reds, { id: 'i4' }, 'r4 r1'],
  ['the one that one looks at', pendings, { id: 'p2', invoice: to('i2') }, 'p2 p1 p3 p4'],
])('first comes %s', (_, records, of, order) => {
  expect(
    nearestFirst(records, { of, among })
      .map(({ id }) => id)
      .join(' '),
  ).toBe(order);
});
