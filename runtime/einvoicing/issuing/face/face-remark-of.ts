import type { JsonObject } from '../../../../metadata/common/json.ts';
import { shownText } from '../../../../rules/decisions/shown.ts';
import { faceRemark } from '../../../../rules/einvoicing/face-remark/face-remark.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { knownForm } from '../../forms/forms.ts';

/** The remark on the face of an invoice that comes of a pending one, as parameters stand at its issuing. */
export function faceRemarkOf(call: Call, pending: Wire<'pending-invoice'>): string {
  const { realEstate: _, additional, additionalMode, ...invoice } = pending;
  const rows = knownForm(call, 'pending-invoice')?.byName.get('additional')?.rows;
  const shown = additionalMode === 'shown' ? (additional ?? []) : [];
  return faceRemark(
    {
      invoice,
      additional: shown.map((row) => ({
        name: row.info?.name ?? '',
        value: ['text', 'amount', 'day']
          .map((member) => shownText(row as JsonObject, member, { about: rows }))
          .join(''),
      })),
    },
    parameterTexts(call),
  );
}
