import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import {
  elementBook,
  mostElements,
  type SpecialElement,
  specialElements,
} from '../../../../rules/einvoicing/special-business/elements.ts';
import type { Call } from '../../../call/call.ts';
import { reasonsOfIssues } from '../../../common/messages/reasons.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import type { Failure } from '../failures/failure.ts';

/**
 * A pending invoice on its way to the channel with the elements of its special business. Those that a plan made of it stay
 * as they are; what was made or edited by hand, or by a package that kept none, gets them now.
 */
export async function withElements(
  parts: Pick<IssuingParts, 'store' | 'configuration' | 'newId'>,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<Wire<'pending-invoice'> | Failure> {
  const { pending: form } = requireForms(call);
  const kept = read.specialElements ?? [];
  if (!read.specialKind || kept.length > 0) return read;
  const elements = specialElements(read, elementBook(await parts.configuration(call)));
  if (elements.length === 0) return read;
  if (elements.length > mostElements) {
    const code = 'special-elements-many';
    const params = { count: elements.length, most: mostElements };
    return { code, reasons: reasonsOfIssues([{ code, severity: 'stops', params }]) };
  }
  const rows = elements.map((element) => ({ id: parts.newId(), ...element }));
  if (form.byId.has('specialElements')) await keep(parts, call, read, rows);
  return { ...read, specialElements: rows };
}

/** Whoever changed it meanwhile has it looked at again. */
async function keep(
  { store }: Pick<IssuingParts, 'store'>,
  call: Call,
  { id, requestId }: Wire<'pending-invoice'>,
  rows: readonly SpecialElement[],
): Promise<void> {
  const { pending: form } = requireForms(call);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== requestId) return {};
    await transaction.change(form, pending, { specialElements: [...rows] }, 'elements');
    return {};
  });
}
