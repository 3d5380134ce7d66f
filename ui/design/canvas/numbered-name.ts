import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { isReservedId } from '../../../metadata/names.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';

/** Says why a field is called `reason2` and not `reason`, where that name is not free. */
export function numberedName(form: FormModel, place: string, name: string): TemplateResult | typeof nothing {
  const [part, path = ''] = place.split('/');
  const plain = name.replace(/\d+$/, '');
  if (part !== 'fields' || plain === name || plain === '') return nothing;
  const upper = upperOf(path);
  const shape = upper === '' ? form : fieldAtPath(form, upper)?.rows;
  const other = shape?.byName.get(plain) ?? shape?.byId.get(plain);
  const why = isReservedId(plain, upper !== '')
    ? msg(str`“${plain}”是平台在接口中使用的名称，所以加了数字。`, { id: 'design-name-reserved' })
    : other &&
      msg(str`“${plain}”已经是“${say(other.label)}”的字段名，所以加了数字。`, { id: 'design-name-taken' });
  return why ? html`<p class="muted small" role="note">${why}</p>` : nothing;
}
