import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { momentIn, monthOf } from '../../calendar.ts';
import { itAnswers } from '../golden.suite.ts';
import { CreditLedger, type CreditLimits } from './credit.ts';

interface Event {
  readonly at: string;
  readonly do: 'reserve' | 'confirm' | 'release';
  readonly id: string;
  readonly amount?: string;
  readonly businessType?: string;
  readonly roles?: readonly string[];
}
interface Given {
  readonly events: readonly Event[];
  readonly config: {
    readonly 'business-control': readonly (CreditLimits & { readonly businessType: string })[];
  };
}

describe('credit', () => {
  itAnswers('credit', ({ events, config }: Given) => {
    const ledger = new CreditLedger();
    let [day, type] = ['', ''];
    const results = events.map((event) => {
      day = momentIn('Asia/Shanghai', Date.parse(event.at)).localDate;
      if (event.do !== 'reserve') return ledger[event.do](event.id) ? 'ok' : 'unknown';
      type = event.businessType ?? config['business-control'][0]?.businessType ?? '';
      const limits = config['business-control'].find((one) => one.businessType === type) ?? {};
      const { id, amount = '0', roles = [] } = event;
      return ledger.reserve({ id, amount, roles, businessType: type, day }, limits).refused ?? 'ok';
    });
    return { results, day: ledger.used(type, { day }), month: ledger.used(type, { month: monthOf(day) }) };
  });

  const events = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      do: fc.constantFrom('reserve', 'reserve', 'confirm', 'release'),
      amount: fc.integer({ min: 1, max: 60 }).map(String),
      day: fc.constantFrom('2026-01-30', '2026-01-31', '2026-02-01'),
      role: fc.constantFrom('R1', 'R2', null),
    }),
    { maxLength: 30 },
  );
  const limits: CreditLimits = {
    dayCredit: '100',
    monthCredit: '150',
    roles: [{ role: 'R1', dayCredit: '50', monthCredit: '80' }],
  };

  it('is never overspent, whatever comes in which order', () => {
    fc.assert(
      fc.property(events, (all) => {
        const ledger = new CreditLedger();
        for (const { id, do: what, amount, day, role } of all) {
          if (what === 'reserve' && !ledger.entries.some((one) => one.id === id))
            ledger.reserve({ id, amount, day, businessType: 'Y', roles: role ? [role] : [] }, limits);
          if (what === 'confirm') ledger.confirm(id);
          if (what === 'release') ledger.release(id);
          const total = (of: (day: string) => boolean, role?: string) =>
            sum(
              ledger.entries
                .filter((entry) => of(entry.day) && (!role || entry.roles.includes(role)))
                .map((entry) => entry.amount),
            );
          for (const each of ['2026-01-30', '2026-01-31', '2026-02-01']) {
            expect(
              compare(
                total((one) => one === each),
                '100',
              ),
            ).toBeLessThanOrEqual(0);
            expect(
              compare(
                total((one) => monthOf(one) === monthOf(each)),
                '150',
              ),
            ).toBeLessThanOrEqual(0);
            expect(
              compare(
                total((one) => one === each, 'R1'),
                '50',
              ),
            ).toBeLessThanOrEqual(0);
          }
        }
      }),
      { numRuns: drawn(100) },
    );
  });

  it('never comes back once confirmed', () => {
    const ledger = new CreditLedger();
    ledger.reserve({ id: 'a', amount: '1', day: '2026-01-01', businessType: 'Y' }, {});
    expect([ledger.confirm('a'), ledger.release('a'), ledger.release('b')]).toEqual([true, false, false]);
    expect(ledger.used('Y', { day: '2026-01-01' })).toBe('1');
  });
});
