import type { JsonObject } from '../../../../../metadata/common/json.ts';
import type { Call } from '../../../../call/call.ts';
import { type Reason, reasonText } from '../../../../common/messages/reasons.ts';
import { LeaseLost } from '../../../../database/fence.ts';
import { type Held, underLease } from '../../../../database/lease.ts';
import { ChannelAway, type InformationResult } from '../../../channels/channel.ts';
import { type KnownForm, knownForm } from '../../../forms/forms.ts';
import { asPlatform } from '../../documents/document-forms.ts';
import { dueAmong } from '../../documents/due-among.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';
import { askToRevoke } from './ask-to-revoke.ts';
import { informationChannel } from './information-channel.ts';

type Form = KnownForm<'red-information'>;

/**
 * Has bureaus number the red-letter information forms that were sent, and take back the numbers of those that are being
 * revoked, on one node at a time. A bureau is asked first what
 * became of a request, so that a lost answer neither loses a number nor makes two. Answers how many still wait.
 */
export async function informQueued(parts: IssuingParts): Promise<number> {
  const { store, database, node, log, rests, systemCall } = parts;
  const call = asPlatform(systemCall());
  const form = knownForm(call, 'red-information');
  if (!form) return 0;
  const { due, others } = await dueAmong(
    (at) =>
      store.list(call, form, {
        view: 'manage',
        filter: { fact: 'status', operator: 'in', value: ['sent', 'revoking'] },
        fields: ['sellerTaxNo', 'org', 'status'],
        sort: ['createdAt', 'id'],
        ...at,
      }),
    (one) => !rests.isResting(queueOf(one)),
  );
  if (due.length === 0) return others;
  const left = await underLease(
    database,
    { work: 'issue', piece: 'informations', node, ifFree: true },
    async (held) => {
      let waiting = others;
      for (const one of due) {
        if (rests.isResting(queueOf(one))) {
          waiting += 1;
          continue;
        }
        try {
          const isOver =
            one.status === 'revoking'
              ? (await askToRevoke(parts, fenced(parts, held), one.id)).isOver
              : await informOne(parts, held, form, one.id);
          if (!isOver) waiting += 1;
          rests.end(queueOf(one));
        } catch (err) {
          if (err instanceof LeaseLost) return others + due.length;
          // Nobody knows what became of it: it is asked for, the next time.
          waiting += 1;
          log.warn({ err, form: one.id }, 'a red-letter form could not be sent; it is tried again');
          if (!(err instanceof ChannelAway)) continue;
          rests.rest(queueOf(one));
          await note(parts, held, form, one.id, { waitsFor: reasonText([err.reason]) });
        }
      }
      return waiting;
    },
  );
  return left ?? others + due.length;
}

function queueOf({ sellerTaxNo }: { sellerTaxNo?: unknown }): string {
  return `informations ${String(sellerTaxNo)}`;
}

/** False: it is still under way. */
async function informOne(parts: IssuingParts, held: Held, form: Form, id: string): Promise<boolean> {
  const call = fenced(parts, held);
  const read = await parts.store.read(call, form, id, 'manage');
  const { sellerTaxNo = null, invoiceType = null, attempt, number } = read;
  const forms = await informationChannel(parts, asPlatform(call, read.org?.id), { sellerTaxNo, invoiceType });
  if (!forms) {
    const reason: Reason = { code: 'red-info-unconnected', params: { number: number ?? '' } };
    await note(parts, held, form, id, { status: 'refused', waitsFor: reasonText([reason]) });
    return true;
  }
  const request = `${id}-${attempt ?? 1}`;
  const known = await forms.query(request);
  if (!known) await held.renew();
  const asked = {
    id: request,
    sellerTaxNo: sellerTaxNo ?? '',
    invoiceType: invoiceType ?? '',
    document: read,
  };
  const result: InformationResult = known ?? (await forms.ask(asked));
  if (result.state === 'processing') return false;
  if (result.state === 'numbered')
    await note(parts, held, form, id, {
      status: 'numbered',
      informationNo: result.number,
      numberedAt: call.now.instant,
      waitsFor: null,
    });
  else {
    const { code, message } = result;
    await note(parts, held, form, id, { status: 'refused', waitsFor: reasonText([{ code, message }]) });
  }
  return true;
}

/** Written once, however often it is looked at meanwhile. */
async function note(
  parts: IssuingParts,
  held: Held,
  form: Form,
  id: string,
  values: JsonObject,
): Promise<void> {
  await parts.store.atOnce<JsonObject>(fenced(parts, held), async (transaction) => {
    const current = await transaction.read(form, id);
    const isNew = Object.entries(values).some(([name, value]) => (current[name] ?? null) !== value);
    const isAnswer = values['status'] !== undefined;
    const isUnderWay = current.status === 'sent' || (!isAnswer && current.status === 'revoking');
    if (isUnderWay && isNew) await transaction.change(form, current, values, isAnswer ? 'answered' : 'waits');
    return {};
  });
}

function fenced({ systemCall }: IssuingParts, { fence }: Held): Call {
  return { ...asPlatform(systemCall()), fence };
}
