import type { JsonObject } from '../../../../../metadata/common/json.ts';
import type { Call } from '../../../../call/call.ts';
import { type Reason, reasonText } from '../../../../common/messages/reasons.ts';
import type { Held } from '../../../../database/lease.ts';
import type { InformationResult } from '../../../channels/channel.ts';
import { type KnownForm, knownForm } from '../../../forms/forms.ts';
import { whereBlueWas } from '../../documents/channel-for.ts';
import { asPlatform } from '../../documents/document-forms.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';
import { asItsChannelKnows } from '../../documents/test-number.ts';
import { oneByOne } from '../../queued/one-by-one.ts';
import { askToRevoke } from './ask-to-revoke.ts';
import { informationChannel } from './information-channel.ts';

type Form = KnownForm<'red-information'>;

/**
 * Has bureaus number the red-letter information forms that were sent, and take back the numbers of those that are being
 * revoked, on one node at a time. A bureau is asked first what became of a request, so that a lost answer neither loses
 * a number nor makes two. Answers how many still wait.
 */
export async function informQueued(parts: IssuingParts): Promise<number> {
  const form = knownForm(parts.systemCall(), 'red-information');
  if (!form) return 0;
  return oneByOne(parts, {
    piece: 'informations',
    form,
    filter: { fact: 'status', operator: 'in', value: ['sent', 'revoking'] },
    fields: ['sellerTaxNo', 'status'],
    queueOf: ({ sellerTaxNo }) => sellerTaxNo ?? '',
    ask: async (held, { id, status }) =>
      status === 'revoking'
        ? (await askToRevoke(parts, fenced(parts, held), id)).isOver
        : informOne(parts, held, form, id),
    waits: (held, { id }, reason) => note(parts, held, form, id, { waitsFor: reasonText([reason]) }),
  });
}

/** False: it is still under way. */
async function informOne(parts: IssuingParts, held: Held, form: Form, id: string): Promise<boolean> {
  const call = fenced(parts, held);
  const read = await parts.store.read(call, form, id, 'manage');
  const { sellerTaxNo, invoiceType, attempt, number } = read;
  const own = asPlatform(call, read.org?.id);
  const where = await whereBlueWas(parts, own, read);
  const forms = await informationChannel(parts, own, read);
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
    document: asItsChannelKnows(read, where.testing === true),
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
