import type { Label } from '../../../metadata/common/label.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { BillReview } from '../../../rules/imaging/contract.ts';
import type { Call } from '../../call/call.ts';
import { orgOf } from '../../work/schedule/tasks.ts';
import { billForm } from '../bills/bill-form.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { questionOf } from '../bills/question-of.ts';

/** What who approves a bill is shown of it beside its fields: what its node offers, and its images or not. */
export async function reviewOf(
  { mode, route, now }: Pick<ImagingParts, 'mode' | 'route' | 'now'>,
  call: Call,
  bill: Wire<'image-bill'>,
): Promise<BillReview> {
  const org = orgOf(bill) || call.org;
  const own = { ...call, org, now: now(org) };
  const { result } = await mode(own, questionOf(bill));
  const stands = await route(own, {
    event: 'agree',
    billType: bill.billType ?? '',
    step: bill.step ?? 0,
    imagesKept: bill.imagesKept === true,
    integrated: result.integrated,
    history: [],
    marked: false,
    unmatched: null,
    matched: false,
  });
  const { at } = stands.result;
  const { user } = call;
  const isTheirs = user.id === bill.submittedBy?.id || user.id === bill.scannedBy?.id;
  return {
    node: at && { name: at.name, kind: at.kind },
    decisions:
      at?.kind === 'approval' ? at.decisions.map((one) => ({ ...one, name: inWords(call, one) })) : [],
    showsImages: bill.imagesHidden !== true || isTheirs,
    watermark: result.scan.watermark ? `${user.name} ${user.number} ${own.now.localDate}` : null,
  };
}

/** A decision as its node calls it; one that is called as usual, in the language of who reads it. */
function inWords(call: Call, { name, meaning }: { readonly name: string; readonly meaning: string }): string {
  const usual: Label | undefined = billForm(call).actions.find((action) => action.name === meaning)?.label;
  if (!usual) return name;
  return name === '' || Object.values(usual).includes(name) ? (usual[call.language] ?? name) : name;
}
