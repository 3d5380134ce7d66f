import { msg, str } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { ActionSource } from '../../metadata/source.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { plural, say } from '../session/i18n.ts';

/** Shows the sentence that an action declares as its confirmation, and answers whether somebody agrees. */
export function confirmAction(
  host: LitElement,
  action: ActionSource,
  records: readonly ListedRecord[],
): Promise<boolean> {
  const label = say(action.label);
  return openForm(host, {
    label,
    before: () => html`<p>${say(action.confirm)}</p>
      <p class="muted">${plural(msg(str`将对 ${records.length} 条记录执行。`, { id: 'act-on-count' }))}</p>`,
    act: label,
    send: async () => {},
  });
}
