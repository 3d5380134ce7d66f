import type { JsonObject } from '../../../metadata/common/json.ts';
import { coverPrint } from '../../../rules/imaging/image-code/cover-print.ts';
import type { Cover } from '../../../rules/imaging/image-code/image-code.ts';
import type { Call } from '../../call/call.ts';
import type { PrintFormat } from '../../work/print/create-printer.ts';
import { namedPrint } from '../../work/print/create-prints.ts';
import { billForm } from './bill-form.ts';
import type { ImagingParts } from './imaging-parts.ts';
import { questionOf } from './question-of.ts';
import { coverMissing, imageCodeMissing, notIntegrated } from './refusals.ts';

/**
 * The cover of a bill that has its code, by the template that holds now; of the record as its reader is answered it.
 */
export async function coverOf(
  parts: ImagingParts,
  call: Call,
  bill: JsonObject,
  format: PrintFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = (name: string) => (typeof bill[name] === 'string' ? bill[name] : '');
  const org = call.served.orgs.byNumber(text('org')) ?? call.served.orgs.get(call.org);
  const own = { ...call, ...(org ? { org: org.id } : {}) };
  const named = { application: text('application'), billType: text('billType') };
  await requireIntegrated(parts, own, named);
  if (text('code') === '') throw imageCodeMissing({ number: text('billNumber') });
  const decide = await parts.imageCodes(own);
  const { cover } = await decide({ ...named, sequence: 1 });
  if (!cover) throw coverMissing({ ...named });
  return drawCover(parts, own, { bill, cover, format });
}

interface Drawing {
  /** As its reader is answered it. */
  readonly bill: JsonObject;
  readonly cover: Cover;
  readonly format: PrintFormat;
}

export function drawCover(
  { prints }: Pick<ImagingParts, 'prints'>,
  call: Call,
  { bill, cover, format }: Drawing,
): Promise<Uint8Array<ArrayBuffer>> {
  const form = billForm(call);
  const own = cover.print === null ? undefined : namedPrint(call, form, cover.print);
  return prints.drawBy(call, form, bill, { print: coverPrint(cover, own), format });
}

/** Bills of an application that does without the imaging system have no codes and no covers. */
export async function requireIntegrated(
  { mode }: Pick<ImagingParts, 'mode'>,
  call: Call,
  bill: { readonly application: string; readonly billType: string },
): Promise<void> {
  const { result } = await mode(call, questionOf(bill));
  if (!result.integrated) throw notIntegrated({ application: bill.application });
}
