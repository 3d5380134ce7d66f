import type { Problem } from '../../../metadata/common/issue.ts';
import { type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import type { SavedRecord } from '../../../metadata/contract/records/record.ts';
import type { BillAsked } from '../../../rules/imaging/contract.ts';
import type { Call } from '../../call/call.ts';
import type { FormLike, StoredAs } from '../../einvoicing/forms/forms.ts';
import type { Warned } from '../../storage/store/act/acting.ts';
import { withWarnings } from '../../storage/store/answer/with-warnings.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { advance } from '../../storage/store/save/advance.ts';
import { billForm } from './bill-form.ts';
import { requireIntegrated } from './cover-of.ts';
import type { DecideImageCode, ImagingParts } from './imaging-parts.ts';
import { imageCodeDisabled } from './refusals.ts';

interface Giving {
  readonly call: Call;
  readonly form: FormLike<'image-bill'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
}

/** Gives bills their image codes, all or none of them; who has one keeps it. Answers what it warns of, by bill. */
export async function giveCodes(
  parts: ImagingParts,
  { call, form, action, records }: Giving,
): Promise<Warned> {
  const seen: StoredAs<'image-bill'>[] = [];
  for (const { id, ifMatch } of records)
    seen.push(await parts.store.toAct(call, form, id, { action, ifMatch }));
  const deciding = new Map<string, DecideImageCode>();
  const warned = new Map<string, readonly Problem[]>();
  for (const bill of seen) {
    const own = { ...call, org: bill.org, now: parts.now(bill.org) };
    await requireIntegrated(parts, own, named(bill));
    const decide = deciding.get(bill.org) ?? (await parts.imageCodes(own));
    deciding.set(bill.org, decide);
    warned.set(bill.id, await unconfigured(decide, bill));
  }
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { id, org, revision } of seen) {
      const current = await transaction.read(form, id);
      const decide = deciding.get(org);
      if (isCoded(current) || !decide) continue;
      if (current.revision !== revision)
        await parts.store.toAct(call, form, id, { action, ifMatch: revision });
      await giveCode(parts, transaction, { call, form, bill: current, decide });
    }
    return {};
  });
  return warned;
}

/**
 * The bill of that number in the organisation of the call, with its image code; it is registered where nobody knows it.
 * A name that no setting of imaging has is taken and warned of: it may be mistyped.
 */
export async function codeOfBill(parts: ImagingParts, call: Call, asked: BillAsked): Promise<SavedRecord> {
  const form = billForm(call);
  for (const action of ['read', 'create', 'give-code']) requireUse(call, form, action);
  await requireIntegrated(parts, call, asked);
  const decide = await parts.imageCodes(call);
  const { id } = await parts.store.atOnce(call, async (transaction) => {
    const { application, billType, billNumber } = asked;
    const known = (await transaction.where(form, 'billNumber', billNumber)).find(
      (one) => one.org === call.org && one.application === application && one.billType === billType,
    );
    if (known && isCoded(known)) return { id: known.id };
    const bill = known ?? (await transaction.create(form, { ...asked }));
    await giveCode(parts, transaction, { call, form, bill, decide });
    return { id: bill.id };
  });
  const warnings = await unconfigured(decide, asked);
  return withWarnings(await parts.store.read(call, form, id, 'manage'), warnings, call);
}

/** Warns of a name that no setting of imaging has. */
async function unconfigured(decide: DecideImageCode, bill: Named): Promise<readonly Problem[]> {
  const { issues } = await decide({ ...named(bill), sequence: 1 });
  return issues.flatMap(({ code, at, params }): readonly Problem[] =>
    code === 'image-bill-unconfigured'
      ? [{ path: pointerTo(at?.field ?? ''), code, severity: 'warning', ...(params && { params }) }]
      : [],
  );
}

interface Given {
  readonly call: Call;
  readonly form: FormLike<'image-bill'>;
  readonly bill: StoredAs<'image-bill'>;
  readonly decide: DecideImageCode;
}

/** The next code of its series: counted where all writes stand in one order, so that no two are given the same. */
export async function giveCode(
  { database }: Pick<ImagingParts, 'database'>,
  transaction: TransactionScope,
  { call, form, bill, decide }: Given,
): Promise<void> {
  const about = named(bill);
  const { series } = await decide({ ...about, sequence: 1 });
  if (series === null) throw imageCodeDisabled({ ...about });
  for (;;) {
    const sequence = await advance(transaction.tx, database.dialect, form.id, `code:${series}`, 1);
    const { imageCode: code } = await decide({ ...about, sequence });
    if (code === null) throw imageCodeDisabled({ ...about });
    // Strategies with other prefixes may come to the same letters.
    if ((await transaction.where(form, 'code', code)).length > 0) continue;
    await transaction.change(form, bill, { code, codedAt: call.now.instant }, 'give-code');
    return;
  }
}

type Named = Pick<StoredAs<'image-bill'>, 'application' | 'billType'>;

function named({ application, billType }: Named) {
  return { application: application ?? '', billType: billType ?? '' };
}

function isCoded({ code }: StoredAs<'image-bill'>): boolean {
  return Boolean(code);
}
