import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { platformForm, systemCall } from '../../call/system-call.ts';
import type { FormLike, StoredAs } from '../../einvoicing/forms/forms.ts';
import { takeFile } from '../../storage/contents/file-rows.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { drawCover } from '../bills/cover-of.ts';
import { giveCode } from '../bills/give-codes.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';

type Bill = StoredAs<'image-bill'>;
type BillForm = FormLike<'image-bill'>;

/** A cover that was made, and is still nobody's. */
export interface MadeCover {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly owner: string;
}

/** The bill with its image code: the one it has, or the next, where a strategy makes one. */
export async function coded(
  parts: ImagingParts,
  { call, form, bill }: { readonly call: Call; readonly form: BillForm; readonly bill: Bill },
): Promise<Bill> {
  if (bill.code) return bill;
  const decide = await parts.imageCodes(call);
  const named = { application: bill.application ?? '', billType: bill.billType ?? '' };
  if ((await decide({ ...named, sequence: 1 })).series === null) return bill;
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, bill.id);
    if (!current.code) await giveCode(parts, transaction, { call, form, bill: current, decide });
    return {};
  });
  return parts.store.atOnce(call, (transaction) => transaction.read(form, bill.id));
}

/**
 * A cover is kept and read by many: it is in the language that the settings of the tenant say, and not in the one that
 * whoever submits the bill happens to read.
 */
async function inHouseLanguage({ store }: Pick<ImagingParts, 'store'>, call: Call): Promise<Call> {
  const { language } = await store.setting(
    { ...systemCall(call.served, call.now), org: call.served.orgs.root },
    platformForm(call.served.model, 'tenant-settings'),
  );
  return language === 'zh' || language === 'en' ? { ...call, language } : call;
}

/** Makes the cover of a bill that is submitted, where an image template says that it becomes an image. */
export async function madeCover(
  parts: ImagingParts,
  { call, form, bill }: { readonly call: Call; readonly form: BillForm; readonly bill: Bill },
): Promise<MadeCover | null> {
  const decide = await parts.imageCodes(call);
  const named = { application: bill.application ?? '', billType: bill.billType ?? '' };
  const { cover } = await decide({ ...named, sequence: 1 });
  if (!cover?.isImaged || !bill.code) return null;
  const [answered] = await parts.store.answer(call, form, [bill]);
  const house = await inHouseLanguage(parts, call);
  const bytes = await drawCover(parts, house, { bill: answered ?? {}, cover, format: 'pdf' });
  const owner = call.user.id;
  const name = `${cover.name}-${bill.code}.pdf`;
  const asked = { name, size: bytes.length, form: form.id, field: 'cover', owner, org: bill.org };
  const upload = await parts.contents.begin({ ...asked, sealed: false });
  await parts.contents.append(upload, once(bytes));
  return { id: upload.id, name: upload.name, size: bytes.length, owner };
}

/** The bill takes the cover in the commit that says so; answers it as the field holds it. */
export async function takeCover(
  { tx }: Pick<TransactionScope, 'tx'>,
  form: BillForm,
  record: string,
  { owner, ...file }: MadeCover,
): Promise<JsonObject> {
  const by = { form: form.id, field: 'cover', record, name: file.name };
  const { sql, params } = takeFile({ id: file.id, owner }, by);
  const { changes } = await tx.run(sql, params);
  if (changes !== 1) throw new Error('a cover that was made was taken by somebody else');
  return { ...file, type: 'pdf' };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
