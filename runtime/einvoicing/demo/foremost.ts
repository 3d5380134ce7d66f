import type { Call } from '../../call/call.ts';
import type { Scene } from '../../work/stories/story.ts';
import { wholeParts } from '../issuing/create-issuing.ts';
import { asPlatform } from '../issuing/documents/document-forms.ts';
import { usualRequests } from '../issuing/documents/request-series.ts';
import { issuePending } from '../issuing/issue-pending.ts';
import { castAt } from './cast-of-today.ts';
import { type DeskAt, type DeskParts, deskAt } from './desk-at.ts';
import { licences, simulation } from './licences.ts';
import { momentsOf } from './moments.ts';
import { codes, quota, typed, voids } from './papers.ts';
import { issued, pendingOf } from './played.ts';
import { reds } from './reds.ts';
import type { Sale } from './sale.ts';
import type { Span } from './year.ts';

/** What an accountant finds in the morning: each has been done by the doors that people and systems go through. */
export function foremost(desk: DeskParts, span: Span): readonly Scene[] {
  const clock = momentsOf(span);
  const scene = (key: string, at: number, play: (at: DeskAt, call: Call) => Promise<unknown>): Scene => ({
    key,
    early: true,
    async play(call) {
      await play(deskAt(desk, call, at), call);
    },
  });
  const cast = castAt(clock);
  return [
    ...licences(scene, span),
    ...simulation(scene, span),
    ...quota(scene, span, cast),
    ...cast.paper.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    scene('short-made', cast.tooLate.at, (at) => at.sell([cast.tooLate], 'pending')),
    ...cast.credit.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    scene('short-failed', clock.last, (at) => issued(at, cast.tooLate)),
    ...cast.failing.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    // The code was forgotten, and of the other the limit.
    scene('code-failed', clock.today(0.7), (at) =>
      typed(
        at,
        'SUZHOU',
        'without-code',
        { quantity: 2 },
        { itemName: '仓储装卸费', itemCode: null, taxCode: null },
      ),
    ),
    // The invoicing clerk of the demo finds one of his own.
    scene('clerk-failed', clock.today(0.71), (at) =>
      typed(
        at,
        'SHANGHAI',
        'without-code-either',
        { quantity: 3, buyer: 6 },
        { itemName: '样机调试费', itemCode: null, taxCode: null },
      ),
    ),
    scene('limit-failed', clock.today(0.72), (at) =>
      typed(at, 'SHENZHEN', 'above-limit', { quantity: 24, buyer: 3 }, {}),
    ),
    ...cast.waiting.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale], 'pending'))),
    ...cast.unapproved.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale], 'none'))),
    scene(cast.returned.key, cast.returned.at, (at) => returned(at, cast.returned)),
    ...reds(scene, cast, clock, desk),
    ...voids(scene, cast, clock, desk),
    ...codes(scene, span),
    scene('delayed', clock.last, (at, call) => delayed(desk, at, call, cast.delayed)),
  ];
}

/** It was submitted, and its approver wants something of it changed. */
async function returned(at: DeskAt, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  for (const id of await at.sell([sale], 'none')) {
    const { auditStatus } = await at.stored(org, 'invoice-application', id);
    if (auditStatus === 'B')
      await at.act(org, 'invoice-application', id, 'send-back', {
        reason: '数量与送货单不一致，请核对后重新提交',
      });
  }
}

/** It is in today's queue, and waits until tomorrow: its kind of business says so. */
async function delayed(desk: DeskParts, at: DeskAt, call: Call, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const type = await at.make(org, 'business-type', 'business-type delayed', {
    number: 'YW-NEXT-DAY',
    name: '次日开票',
    invoiceLimit: '100000',
    delayMinutes: 1_440,
    hours: 'all-day',
    taxScope: 'all',
  });
  const seller = { ...sale.seller, businessType: type.number ?? '' };
  await at.sell([{ ...sale, seller }], 'pending');
  const pending = await pendingOf(at, sale, 'pending');
  const parts = wholeParts({ ...desk.given, requests: usualRequests(desk.given.newId) }, () => {});
  const own = { ...asPlatform(call, at.enterprise(org).id), now: desk.given.now(at.enterprise(org).id) };
  if (pending.length > 0)
    await issuePending(
      parts,
      own,
      pending.map((id) => ({ id })),
    );
}
