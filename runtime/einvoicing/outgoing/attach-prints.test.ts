import { expect, it } from 'vitest';
import { refusal } from '../../common/refusal.ts';
import { type PrintWish, printMaker } from './attach-prints.ts';

const damaged = refusal('print-image', 422);
const label = { zh: '版式', en: 'Face' };
const form = { id: 'invoice', prints: [] } as unknown as PrintWish['form'];
const call = {
  language: 'en',
  served: {
    model: { formsById: new Map(), prints: [{ content: { form: 'invoice', name: 'face', label } }] },
  },
} as never;

it.each([
  ['that cannot be printed', 'face', { code: 'print-not-made', params: { print: label, number: 'F1' } }],
  ['that is not there', 'fase', { code: 'print-not-there', params: { print: 'fase' } }],
])('a message with a print %s does not go without it', async (_, names, failure) => {
  const prints = { print: () => Promise.reject(damaged()) };
  const make = printMaker({ prints, store: {} as never });
  const record = { id: '1', number: 'F1', revision: 1 } as unknown as PrintWish['record'];
  expect(await make(call, { form, record, names, message: 'm1' })).toEqual(failure);
});
