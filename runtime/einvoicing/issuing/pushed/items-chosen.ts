import type { Problem } from '../../../../metadata/common/issue.ts';
import { namelessLines, unmatchedLines } from '../../../../rules/einvoicing/check-goods/check-goods.ts';
import { isEnforced } from '../../../../rules/einvoicing/common/goods-enforced.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';

/**
 * Items are chosen before a receivable is saved: a line for which there is none is refused, or told where a parameter
 * says so. A line that names nothing at all is refused by the form itself.
 */
export const itemsChosen: NonNullable<SpecialForm['judged']> = async (
  decide,
  parts,
  { call, form, next },
) => {
  const { dataSource = null, lines: rows }: StoredAs<'invoice-application'> = next;
  const document = { dataSource, lines: rows ?? [] };
  if (unmatchedLines(document).length === 0) return [];
  const own = asPlatform(call, next.org);
  const application = await parts.answers.one(parts.database, own, form, next);
  const { unmatched } = (await decide(own, 'check-goods', { application })) as {
    readonly unmatched: readonly number[];
  };
  const refused = isEnforced(parameterTexts(own));
  const known = new Set(refused ? namelessLines(document) : []);
  return unmatched
    .filter((line) => !known.has(line))
    .map(
      (line): Problem => ({
        path: `/lines/${line}/itemName`,
        code: 'item-unmatched',
        ...(refused ? {} : { severity: 'warning' }),
      }),
    );
};
