import type { Label } from '../../../../metadata/common/label.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { actionRefused } from './refusals.ts';
import type { Stored } from './stored.ts';

/** The refusal of an action that a form does not offer for a record as it is: of several, it says for which one. */
export function notOffered({ rights }: Call, form: Form, stored: Stored, action: Label): Refusal {
  const field = form.title ?? form.number ?? form.byName.get('name');
  const name = field && rights.readable(form, field) ? stored[field.id] : null;
  const record =
    typeof name === 'string' && name !== ''
      ? { zh: `“${name}”`, en: `“${name}”` }
      : { zh: '这条数据', en: 'this record' };
  return actionRefused({ action: { ...action }, record });
}
