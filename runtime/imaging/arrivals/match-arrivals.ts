import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import { type FormLike, knownForm } from '../../einvoicing/forms/forms.ts';
import { orgOf } from '../../work/schedule/tasks.ts';
import { billForm } from '../bills/bill-form.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { questionOf } from '../bills/question-of.ts';

/** The member of an arrival, and the field of bills, by which each way of matching goes. */
const keys = {
  'image-code': { of: 'imageCode', bill: 'code' },
  'invoice-number': { of: 'invoiceNumber', bill: 'invoices.invoiceNumber' },
  'bill-number': { of: 'billNumber', bill: 'billNumber' },
} as const;
type MatchBy = keyof typeof keys;
const matchesBy = ['image-code', 'invoice-number', 'bill-number'] as const satisfies readonly MatchBy[];

interface Matching {
  readonly call: Call;
  readonly form: FormLike<'image-arrival'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
}

/** Matches arrived images because somebody asks for it. */
export async function matchAsked(
  parts: ImagingParts,
  { call, form, action, records }: Matching,
): Promise<void> {
  for (const { id, ifMatch } of records) {
    await parts.store.toAct(call, form, id, { action, ifMatch });
    await matchArrival(parts, call, id);
  }
}

/** Matches what arrived since, each once; what fits no bill waits for one. */
export async function matchNew(parts: ImagingParts, call: Call): Promise<void> {
  if (call.served.orgs.root === '') return;
  for (const { id } of await listed(parts, call, 'image-arrival', said('state', 'new')))
    await matchArrival(parts, call, id);
}

/** Looks among the arrived images that fitted none for those of a bill that is there now. */
export async function matchWaiting(parts: ImagingParts, call: Call, billId: string): Promise<void> {
  const own = asPlatform(call);
  const bill = await parts.store.read(own, billForm(own), billId, 'manage');
  const invoices = (bill.invoices ?? []).flatMap(({ invoiceNumber }) => invoiceNumber ?? []);
  const values = { imageCode: [bill.code], billNumber: [bill.billNumber], invoiceNumber: invoices };
  const any = Object.entries(values).flatMap(([fact, all]): Condition[] => {
    const given = all.filter((one) => typeof one === 'string' && one !== '');
    return given.length > 0 ? [{ fact, operator: 'in', value: given as string[] }] : [];
  });
  if (any.length === 0) return;
  const waiting: Condition = { all: [said('state', 'unmatched'), { any }] };
  for (const { id } of await listed(parts, own, 'image-arrival', waiting)) await matchArrival(parts, own, id);
}

/** Whether images that arrived are a bill's by now. */
export async function isMatched(parts: ImagingParts, call: Call, bill: string): Promise<boolean> {
  return (await listed(parts, asPlatform(call), 'image-arrival', said('bill', bill))).length > 0;
}

async function matchArrival(parts: ImagingParts, asking: Call, id: string): Promise<void> {
  const call = asPlatform(asking);
  const form = knownForm(call, 'image-arrival');
  if (!form) return;
  const seen = await parts.store.read(call, form, id, 'manage');
  const found = await billFor(parts, call, seen);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const arrival = await transaction.read(form, id);
    if (arrival.state === 'matched') return {};
    const brought = filesIn(arrival.images ?? undefined);
    const bill = found && brought.length > 0 && (await transaction.find(billForm(call), found.bill));
    if (!bill || !found || !takesImages(bill)) {
      if (arrival.state !== 'unmatched')
        await transaction.change(form, arrival, { state: 'unmatched' }, 'match');
      return {};
    }
    const images = [...filesIn(bill.images ?? undefined), ...brought];
    await transaction.patch(billForm(call), bill, {
      images: images.map(({ id: file, name }) => ({ id: file, name })),
    });
    await transaction.change(
      form,
      arrival,
      { state: 'matched', bill: bill.id, matchedBy: found.by },
      'match',
    );
    return {};
  });
}

/** The bill whose scheme matches it with what this one says, in the same organisation. */
async function billFor(
  parts: ImagingParts,
  call: Call,
  arrival: Wire<'image-arrival'>,
): Promise<{ readonly bill: string; readonly by: MatchBy } | null> {
  for (const by of matchesBy) {
    const value = arrival[keys[by].of];
    if (!value) continue;
    for (const bill of await listed(parts, call, 'image-bill', said(keys[by].bill, value))) {
      if (bill.org?.id !== arrival.org?.id || !takesImages(bill)) continue;
      const org = orgOf(bill);
      const own = { ...call, org, now: parts.now(org) };
      const { result } = await parts.mode(own, questionOf(bill));
      if (result.integrated && result.matchBy === by) return { bill: bill.id, by };
    }
  }
  return null;
}

/** Images that somebody judges already stay as they are. */
function takesImages({ stage }: { readonly stage?: string | null }): boolean {
  return stage === 'submit' || stage === 'upload';
}

/** What others of the house are to be matched with is looked for whoever asks. */
function asPlatform(call: Call): Call {
  return { ...call, rights: platformRights };
}

function said(fact: string, value: string): Condition {
  return { fact, operator: 'equal', value };
}

async function listed<Id extends 'image-arrival' | 'image-bill'>(
  { store }: ImagingParts,
  call: Call,
  id: Id,
  filter: Condition,
): Promise<readonly Wire<Id>[]> {
  const form = knownForm(call, id);
  if (!form) return [];
  const sort = ['createdAt', 'id'];
  return (await store.list(call, form, { view: 'manage', filter, sort, limit: 100 }))
    .items as readonly Wire<Id>[];
}
