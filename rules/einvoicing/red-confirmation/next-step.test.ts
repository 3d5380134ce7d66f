import { describe, expect, it } from 'vitest';
import { nextStep, type OpenConfirmation } from './next-step.ts';

const at = '2026-11-25T14:03:00.000Z';
const until = '2026-11-28T14:03:00.000Z';

describe('the next step of a red confirmation', () => {
  it.each<[string, OpenConfirmation, string | null]>([
    ['a draft is submitted first', { status: '00', auditStatus: 'A' }, 'seller submit'],
    [
      'what was submitted is approved, and not submitted again',
      { status: '00', auditStatus: 'B' },
      'seller approve',
    ],
    ['what needs no approval is entered', { status: '00', auditStatus: 'D' }, 'seller enter'],
    ['an approved one is entered', { status: '00', auditStatus: 'C' }, 'seller enter'],
    ['nobody does what is done by itself', { status: '00', auditStatus: 'D', entering: true }, 'null enter'],
    ['the seller issues where nobody is asked', { status: '01' }, 'seller issue'],
    ['and where both agreed', { status: '04' }, 'seller issue'],
    ['the buyer answers what the seller entered', { status: '02', enteredAt: at }, `buyer answer ${until}`],
    ['the seller what the buyer entered', { status: '03', enteredAt: at }, `seller answer ${until}`],
    [
      'by when it says itself, before all else',
      { status: '03', enteredAt: at, answerBy: '2026-11-26T00:00:00.000Z' },
      'seller answer 2026-11-26T00:00:00.000Z',
    ],
    ['whenever it was entered', { status: '02' }, 'buyer answer'],
    ['nothing of what is issued', { status: '04', issued: true }, null],
    ...['05', '06', '07', '08', '09', '10'].map((status): [string, OpenConfirmation, null] => [
      `nothing of what is over: ${status}`,
      { status },
      null,
    ]),
  ])('%s', (_says, confirmation, expected) => {
    const next = nextStep(confirmation, at);
    const said = next && [String(next.by), next.todo, next.until].filter((one) => one !== null).join(' ');
    expect(said).toBe(expected);
    expect(next?.lapsed ?? false).toBe(false);
  });

  it.each<[string, string, string, true | undefined]>([
    ['not what nobody submitted', '03', 'A', true],
    ['nor what waits for approval', '03', 'B', true],
    ['what was approved', '03', 'C', undefined],
    ['what needs no approval', '03', 'D', undefined],
    ['nor by a buyer who approved it not yet', '02', 'A', true],
  ])('can be agreed to: %s', (_says, status, auditStatus, unapproved) => {
    expect(nextStep({ status, auditStatus, enteredAt: at }, at)?.unapproved).toBe(unapproved);
  });

  it.each([
    ['a moment before', '2026-11-28T14:02:59.999Z', false],
    ['at 72 hours', until, true],
    ['after them, by another clock', '2026-11-28T23:03:00+08:00', true],
  ])('is over when nobody answered: %s', (_says, now, lapsed) => {
    expect(nextStep({ status: '02', enteredAt: at }, now)).toMatchObject({ lapsed });
    expect(nextStep({ status: '04', enteredAt: at }, now)).toMatchObject({ lapsed: false });
  });
});
