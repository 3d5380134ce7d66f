import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { noteStyles } from '../../kit/styles/note-styles.ts';
import { isBlank } from '../../model/record-same.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { type Grant, readGrant } from './role-data.ts';
import './gj-unread-targets.ts';

/** Ids of the fields of a grant that only the matrix shows in words people read. */
const inMatrix = ['moreActions', 'readable', 'writable'];

/** Leads from a role to the matrix of its rights, and says how many rows say more there than in the sheet. */
export class GjRoleRights extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Told anew whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [shared, noteStyles];

  /** The field of the grants, with their rows as they are typed. */
  get #grants() {
    const { form, edited } = this.editor;
    const field = form.byId.get('grants');
    const rows = edited[field?.name ?? ''];
    return { field, rows: isList(rows) ? rows.filter(isObject) : [] };
  }

  get #more(): number {
    const { field, rows } = this.#grants;
    const names = inMatrix.map((id) => field?.rows?.byId.get(id)?.name ?? id);
    const says = (row: JsonObject) => names.some((name) => !isBlank(row[name]));
    return rows.filter(says).length;
  }

  readonly #add = ({ detail }: CustomEvent<readonly Grant[]>): void => {
    const { field, rows } = this.#grants;
    if (!field) return;
    const more = detail.map(({ form, actions, scope }) => ({ form, actions: [...actions], scope }));
    // A row that was begun and has no form yet stays the last one.
    const [begun = [], said = []] = [true, false].map((isBegun) =>
      rows.filter((row) => isBlank(row['form']) === isBegun),
    );
    this.editor.change(field, [...said, ...more, ...begun]);
  };

  override render() {
    const { base, isReadonly } = this.editor;
    const more = this.#more;
    const grants = this.#grants.rows.map(readGrant);
    return html`<p class="flex wraps centred below-3 pad-2-3 rounded-l">${icon('lock')}
      <span>${
        base
          ? msg('限定到字段的权限和表单自有的操作，在权限矩阵里勾选。', { id: 'rights-in-matrix' })
          : msg('保存后，可以在权限矩阵里按表单、操作和字段勾选权限。', { id: 'rights-in-matrix-later' })
      }
      ${more > 0 ? plural(msg(str`有 ${more} 行设了这样的权限。`, { id: 'rights-more' })) : nothing}</span>
      ${base ? html`<a class="bold" href=${`/roles/${base.id}`}>${msg('权限矩阵', { id: 'role-matrix' })}</a>` : nothing}</p>
      <gj-unread-targets .grants=${grants} ?editable=${!isReadonly} @grants-add=${this.#add}></gj-unread-targets>`;
  }
}
customElements.define('gj-role-rights', GjRoleRights);
