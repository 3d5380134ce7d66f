import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Application } from '../../../../rules/einvoicing/forms/documents.ts';
import { isUnpriced } from '../../../../rules/einvoicing/plan/price-line.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform } from './document-forms.ts';

/** What lines of a new application cost that say how many and no more, by the prices of their items. */
export const linesPriced: NonNullable<SpecialForm['filled']> = async (
  decide,
  parts,
  { call, form, next },
) => {
  const { lines: rows }: StoredAs<'invoice-application'> = next;
  if (!rows?.some((row) => isUnpriced({ ...row }))) return null;
  const own = asPlatform(call, next.org);
  const application = await parts.answers.one(parts.database, own, form, next);
  const { application: filled } = (await decide(own, 'complete-application', { application })) as {
    readonly application: Application;
  };
  const lines = rows.flatMap((row, at): readonly JsonObject[] => {
    const made = filled.lines?.[at] ?? {};
    const { rate = null, price = null, unitFactor, amount = null, tax = null, gross = null } = made;
    if (!isUnpriced({ ...row }) || amount === null) return [];
    // A price in another unit than that of the line is no price of it.
    return [{ id: row.id, rate, amount, tax, gross, ...(unitFactor ? {} : { price }) }];
  });
  return lines.length === 0 ? null : { values: { lines } };
};
