import type { JsonObject } from '../../../../metadata/common/json.ts';
import { shownText } from '../../../../rules/decisions/shown.ts';
import { faceRemark, type PrintedElements } from '../../../../rules/einvoicing/face-remark/face-remark.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';

/** The remark on the face of an invoice that comes of a pending one, as records and parameters stand at its issuing. */
export async function faceRemarkOf(
  store: Pick<Store, 'read'>,
  call: Call,
  pending: Wire<'pending-invoice'>,
): Promise<string> {
  const { realEstate, additional, additionalMode, ...invoice } = pending;
  const vehicles = [...new Set(pending.lines?.flatMap(({ vehicle }) => vehicle?.id ?? []))];
  const elements: PrintedElements[] = [];
  for (const [name, id] of [
    ...(realEstate ? [['real-estate', realEstate.id] as const] : []),
    ...vehicles.map((one) => ['vehicle', one] as const),
  ]) {
    const about = knownForm(call, name);
    const record = about && (await store.read(call, about, id, 'manage').catch(noneOf));
    if (about && record) elements.push({ about, record });
  }
  const rows = knownForm(call, 'pending-invoice')?.byName.get('additional')?.rows;
  const shown = additionalMode === 'shown' ? (additional ?? []) : [];
  return faceRemark(
    {
      invoice,
      elements,
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

/** A record that is gone has nothing to print. */
function noneOf(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}
