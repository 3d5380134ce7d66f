import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { nameOfRecord } from '../../fields/common/record-called.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { noteStyles, warningStyles } from '../../kit/styles/note-styles.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { shared } from '../../theme/shared.ts';

/** Says of a user without a role, as typed or as saved, that he can do nothing; undefined: he has one, or nobody may know. */
export function noRoleText(form: FormModel, user: JsonObject): string | undefined {
  const roles = form.byId.get('roles');
  const rows = roles && user[roles.name];
  if (!roles || (isList(rows) && rows.length > 0)) return undefined;
  const name = nameOfRecord(form, user) || msg('这个用户', { id: 'this-user' });
  return msg(str`${name}还没有角色，登录后不能查看或操作任何数据。`, { id: 'user-without-role' });
}

/** Above a user: that he has no role, before he is saved and after. */
export class GjNoRole extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Told anew whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [shared, noteStyles, warningStyles];

  override render() {
    const text = noRoleText(this.editor.form, this.editor.edited);
    if (text === undefined) return nothing;
    return html`<p class="flex centred below-3 pad-2-3 rounded-l" role="status">${icon('alert')}
      <span>${text}</span></p>`;
  }
}
customElements.define('gj-no-role', GjNoRole);
