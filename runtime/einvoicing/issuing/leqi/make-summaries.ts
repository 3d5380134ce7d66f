import type { JsonObject } from '../../../../metadata/common/json.ts';
import {
  confirmationDay,
  firstAfter,
  monthBefore,
} from '../../../../rules/einvoicing/leqi-summary/leqi-summary.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { Rests } from '../../../common/rests.ts';
import { LeaseLost } from '../../../database/fence.ts';
import { underLease } from '../../../database/lease.ts';
import { everyRecord } from '../../../work/schedule/tasks.ts';
import { type KnownForm, knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { isThere } from '../documents/is-there.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { type LicensedSeller, licensedSellers } from '../documents/licensed-sellers.ts';
import { confirmByItself } from './confirm-summary.ts';
import { type MonthOf, sumMonth } from './sum-month.ts';

type SummaryForm = KnownForm<'leqi-summary'>;

const pageSize = 500;

/**
 * Makes the summary of last month for each tax number that issues by Leqi, once, and confirms those whose day has come.
 * A first of the month on which no server ran is made up for; a tax number that does not use Leqi is asked of now and then.
 * What is wrong with one keeps none of the others: it is tried again later.
 */
export async function makeSummaries(parts: IssuingParts, without: Rests): Promise<void> {
  const call = asPlatform(parts.systemCall());
  const form = knownForm(call, 'leqi-summary');
  if (!form) return;
  const { database, node, log } = parts;
  const byItself = async (piece: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (err) {
      if (err instanceof LeaseLost) throw err;
      without.rest(piece);
      log.warn(
        { err, summary: piece },
        'a summary of Leqi could not be made or confirmed; it is tried again',
      );
    }
  };
  await underLease(
    database,
    { work: 'issue', piece: 'leqi-summary', node, ifFree: true },
    async ({ fence }) => {
      const fenced = { ...call, fence };
      const ownCall = (org: string) => ({ ...asPlatform(fenced, org), now: parts.now(org) });
      for (const seller of await licensedSellers(parts, fenced)) {
        const own = ownCall(seller.org);
        const about = { taxNo: seller.taxNo, month: monthBefore(own.now.localDate) };
        const piece = `${about.taxNo} ${about.month}`;
        if (without.isResting(piece)) continue;
        without.rest(piece);
        await byItself(piece, () => make(parts, own, form, { seller, ...about }));
      }
      const open = await everyRecord((cursor) =>
        parts.store.list(fenced, form, {
          view: 'manage',
          filter: { fact: 'status', operator: 'equal', value: 'open' },
          fields: ['org', 'month', 'confirmsOn'],
          limit: pageSize,
          ...(cursor === null ? {} : { cursor }),
        }),
      );
      for (const { id, org, month, confirmsOn } of open) {
        if (without.isResting(id)) continue;
        await byItself(id, async () => {
          const own = ownCall(org?.id ?? fenced.org);
          const day = dayOf(own, month ?? '');
          if (own.now.localDate >= day) await confirmByItself(parts, own, form, id);
          else if (confirmsOn !== day) await moveDay(parts, own, form, { id, day });
        });
      }
    },
  );
}

/** By the parameter as it is now: whoever moves the day moves it for what is still open. */
function dayOf(call: Call, month: string): string {
  return confirmationDay(month, parameterTexts(call)('system', 'lqSummaryConfirmationDay'));
}

async function make(
  parts: IssuingParts,
  call: Call,
  form: SummaryForm,
  { seller, taxNo, month }: MonthOf & { readonly seller: LicensedSeller },
): Promise<void> {
  if (await isThere(parts, call, form, { taxNo, month })) return;
  const summed = await sumMonth(parts, call, { taxNo, month });
  if (summed.invoices === 0 && !(await usedLeqi(parts, call, { ...seller, month }))) return;
  const body = {
    taxNo,
    month,
    confirmsOn: dayOf(call, month),
    ...summed,
    types: summed.types.map((row) => ({ ...row })),
  };
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const all = await transaction.where(form, 'taxNo', taxNo);
    if (!all.some((one) => one.month === month)) await transaction.create(form, body);
    return {};
  });
}

/** Whether it had a licence and an account of Leqi in a month in which it issued nothing. */
async function usedLeqi(
  parts: IssuingParts,
  call: Call,
  { taxNo, since, month }: LicensedSeller & MonthOf,
): Promise<boolean> {
  const form = knownForm(call, 'tax-account');
  if (!form || since >= firstAfter(month)) return false;
  return isThere(parts, call, form, { taxNo, channel: 'leqi', enabled: true });
}

async function moveDay(
  { store }: IssuingParts,
  call: Call,
  form: SummaryForm,
  { id, day }: { readonly id: string; readonly day: string },
): Promise<void> {
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.status === 'open') await transaction.change(form, current, { confirmsOn: day }, 'summed');
    return {};
  });
}
