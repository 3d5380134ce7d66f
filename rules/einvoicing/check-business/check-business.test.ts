import { describe, expect, it } from 'vitest';
import { momentIn, parseInstant } from '../../calendar.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { type BusinessType, checkBusiness } from './check-business.ts';

const zone = 'Asia/Shanghai';

interface Given {
  readonly now: string;
  readonly createdAt?: string;
  readonly pendingInvoice: {
    readonly amount: string;
    readonly lines: readonly { readonly taxCode: string }[];
  };
  readonly config: { readonly 'business-type': readonly BusinessType[] };
}

function asked(
  now: string,
  type: BusinessType,
  more: Partial<Given['pendingInvoice']> & { createdAt?: string } = {},
) {
  const { createdAt, amount = '1', lines = [] } = more;
  return checkBusiness(
    {
      now: momentIn(zone, Date.parse(now)),
      zone,
      amount,
      lines,
      createdAt: createdAt === undefined ? null : parseInstant(createdAt),
    },
    type,
  );
}

describe('what a business type allows', () => {
  itAnswers('check-business', ({ now, createdAt, pendingInvoice, config }: Given) => {
    const [type = {}] = config['business-type'];
    const decided = asked(now, type, { ...pendingInvoice, ...(createdAt ? { createdAt } : {}) });
    const { notBefore } = decided.result;
    // The cases write local offsets.
    const local =
      notBefore &&
      `${momentIn(zone, Date.parse(notBefore)).localDate}T${momentIn(zone, Date.parse(notBefore)).localTime}+08:00`;
    return { notBefore: local, issues: codesOf(decided) };
  });

  const windows = [{ window: '09:00:00~12:00:00' }, { window: '22:00:00~02:00:00' }];
  it.each([
    ['after the last window: the first of tomorrow', '2026-11-20T13:00:00+08:00', '2026-11-20T14:00:00.000Z'],
    ['in the night: the first of the day', '2026-11-20T03:00:00+08:00', '2026-11-20T01:00:00.000Z'],
  ])('%s', (_name, now, from) => {
    const decided = asked(now, { hours: 'windows', windows });
    expect([decided.result.notBefore, codesOf(decided)]).toEqual([from, ['business-hours']]);
  });

  it('a delay ends at the next opening of a window', () => {
    const type: BusinessType = { hours: 'windows', windows, delayMinutes: 30 };
    const decided = asked('2026-11-20T11:45:00+08:00', type, { createdAt: '2026-11-20T11:45:00+08:00' });
    expect([decided.result.notBefore, codesOf(decided)]).toEqual([
      '2026-11-20T14:00:00.000Z',
      ['business-delay'],
    ]);
  });
});
