import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import { tooManyPushed } from '../documents/refusals.ts';

/** Of a parameter that nobody set. */
const usualMost = 1000;

/** Refuses more receivables at once than the parameter of the organisation says, all of them. */
export const notTooMany: NonNullable<SpecialForm['many']> = (call, form, bodies) => {
  const source = form.byId.get('dataSource')?.name ?? 'dataSource';
  const count = bodies.filter((body) => body[source] === 'receivable').length;
  const most = Number(parameterTexts(call)('ArBillPushLimit', 'ArBillPushLimit') ?? usualMost);
  if (count > most) throw tooManyPushed({ count, most });
};
