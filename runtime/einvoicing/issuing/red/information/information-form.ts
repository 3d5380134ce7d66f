import type { Problem } from '../../../../../metadata/common/issue.ts';
import { isTaxFine } from '../../../../../rules/einvoicing/red-information/red-information.ts';
import { parameterTexts } from '../../../../call/parameter-texts.ts';
import { platformRights } from '../../../../call/system-call.ts';
import type { SpecialForm } from '../../../../storage/store/save/parts.ts';
import type { StoredAs } from '../../../forms/forms.ts';

/**
 * A red-letter information form: approved before it goes to the bureau or not, as a parameter says; one that the buyer
 * asked for has its number already.
 */
export const informationForm: SpecialForm = {
  begin(call, _form, next) {
    const document: StoredAs<'red-information'> = next;
    if (document.applicant === 'buyer') {
      document.status = 'numbered';
      document.auditStatus = 'D';
      document.numberedAt = call.now.instant;
      return;
    }
    if ((document.auditStatus ?? null) !== null) return;
    if (parameterTexts(call, next.org)('sim_not_approval_required', 'sim_red_info') !== 'D') return;
    document.auditStatus = 'D';
    document.status = 'sent';
    document.attempt = 1;
  },
  problems({ call, before, next }) {
    const document: StoredAs<'red-information'> = next;
    const was: StoredAs<'red-information'> | null = before;
    if (call.rights === platformRights) return [];
    const taxNo = document.sellerTaxNo ?? '';
    const editable = Boolean(parameterTexts(call, next.org)('sim_red_info_tax_edit', taxNo));
    return (document.lines ?? []).flatMap((line, at): Problem[] => {
      const same = was?.lines?.find(({ id }) => id === line.id);
      const isKept = same && same.tax === line.tax && same.amount === line.amount && same.rate === line.rate;
      return isKept || isTaxFine(line, editable) ? [] : [{ path: `/lines/${at}/tax`, code: 'red-info-tax' }];
    });
  },
};
