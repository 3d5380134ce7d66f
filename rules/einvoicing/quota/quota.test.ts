import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { momentIn, monthOf } from '../../calendar.ts';
import { itAnswers } from '../golden.suite.ts';
import { firstBeyond, type QuotaEvent, QuotaLedger, simulatedQuota } from './quota.ts';

interface Given {
  readonly taxNo: string;
  readonly events?: readonly (Omit<QuotaEvent, 'month'> & { readonly at: string })[];
  readonly params?: Readonly<Record<string, string>>;
  readonly channelQuota?: null;
  readonly given?: string;
  readonly pieces?: readonly string[];
}

function answer({ taxNo, events = [], params = {}, given, pieces, ...more }: Given) {
  if (pieces) {
    const piece = firstBeyond(given ?? '0', pieces);
    return { issues: piece === null ? [] : [{ piece: piece + 1, code: 'quota-short' }] };
  }
  const isSimulated = (params[`all_ele_mock_invoice/${taxNo}`] ?? '') !== '';
  if (isSimulated || more.channelQuota === null)
    return { results: events.map(() => 'ok'), left: simulatedQuota, entries: [] };
  const ledger = new QuotaLedger(params['lqFirstDownloadShare'] ?? null);
  const answers = events.map(({ at, ...event }) => ({
    at,
    ...ledger.apply({ ...event, month: monthOf(momentIn('Asia/Shanghai', Date.parse(at)).localDate) }),
  }));
  return {
    results: answers.map((one) => one.answer),
    months: ledger.months,
    [sharesPassed]: answers.flatMap(({ at, shares }) => shares.map((percent) => ({ at, percent }))),
    entries: ledger.entries,
  };
}

/** As the cases name the shares that are passed. */
const sharesPassed = 'told';

describe('the monthly quota', () => {
  itAnswers('quota', answer);

  it('is never passed by what is reserved, and comes back whole when all is released', () => {
    const event = fc.record({
      do: fc.constantFrom('reserve', 'reserve', 'release', 'return'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      net: fc.integer({ min: 1, max: 60 }).map(String),
      channel: fc.constantFrom('leqi', 'rpa'),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 30 }),
        fc.constantFrom(null, '0.8', '0', '1'),
        (events, share) => {
          const ledger = new QuotaLedger(share);
          const month = '2026-11';
          ledger.apply({ do: 'given', net: '100', month });
          const open = new Map<string, string>();
          for (const one of events) {
            if (one.do === 'reserve' && open.has(one.id)) continue;
            const { answer: said } = ledger.apply({ ...one, month });
            if (said === 'ok' && one.do === 'reserve') open.set(one.id, one.net);
            if (said === 'ok' && one.do === 'release') open.delete(one.id);
            const [own] = ledger.months;
            expect(own?.used).toBe(sum(open.values()));
            for (const left of [own?.left, own?.leftLeqi, own?.leftOthers])
              expect(compare(left ?? '0', '0')).toBeGreaterThanOrEqual(0);
          }
          for (const id of open.keys()) expect(ledger.apply({ do: 'release', id, month }).answer).toBe('ok');
          expect(ledger.months[0]).toMatchObject({ used: '0', left: '100' });
        },
      ),
      { numRuns: drawn(200) },
    );
  });
});
