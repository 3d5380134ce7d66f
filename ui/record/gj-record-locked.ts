import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { approvalsOf, isWaiting } from '../../metadata/approvals.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { noteStyles } from '../kit/styles/note-styles.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { takesBack } from './form/takes-back.ts';
import './gj-record-reason.ts';
import './gj-record-waits.ts';

/**
 * Says why a record came back, for whose approval it waits, and why as it stands it may not be changed, to whoever could
 * change it otherwise.
 */
export class GjRecordLocked extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  turn: given(0),
}) {
  static override styles = [shared, noteStyles];

  /** As far as one sees it in what one may read: the server knows it, and who may go on with it. */
  get #waits(): boolean {
    const { base, form } = this.editor;
    const said = Object.fromEntries(
      form.fields.flatMap(({ id, name }) => (base && name in base ? [[id, base[name] ?? null]] : [])),
    );
    return approvalsOf(form).some((approval) => isWaiting(approval, said));
  }

  /** What takes it back to where it can be changed, where others alone may do that; undefined: the reader may, or nobody can. */
  get #others(): ActionSource | undefined {
    const { form, look, rights } = this.editor;
    const back = form.actions.filter(
      (action) => action.on !== 'form' && look?.actions.has(action.name) && takesBack(action, form),
    );
    return back.some(({ name }) => rights.shows(name, this.editor)) ? undefined : back[0];
  }

  override render() {
    const { base, form } = this.editor;
    const obstacle = this.editor.mayEdit ? this.editor.obstacle('edit') : undefined;
    const others = obstacle?.from === 'state' ? this.#others : undefined;
    const mayCome = base && base.revision > 0 && form.actions.some(({ asksReason }) => asksReason);
    return html`${
      mayCome
        ? html`<gj-record-reason .form=${form} record=${base.id} revision=${base.revision}></gj-record-reason>`
        : nothing
    }${
      base && base.revision > 0 && this.#waits
        ? html`<gj-record-waits form=${form.name} record=${base.id} revision=${base.revision}></gj-record-waits>`
        : nothing
    }${
      obstacle && 'because' in obstacle
        ? html`<p class="flex centred below-3 pad-2-3 rounded-l" role="status">${icon('lock')}<span class="gridded gap-half">${say(obstacle.because)}${
            others
              ? html`<span class="muted">${msg(str`您不能“${say(others.label)}”，请有此权限的同事操作。`, { id: 'locked-for-others' })}</span>`
              : nothing
          }</span></p>`
        : nothing
    }`;
  }
}
customElements.define('gj-record-locked', GjRecordLocked);
