import { html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { noteStyles } from '../kit/styles/note-styles.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';

/** Says why a record as it stands may not be changed, to whoever could change it otherwise. */
export class GjRecordLocked extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  turn: given(0),
}) {
  static override styles = [shared, noteStyles];

  override render() {
    const obstacle = this.editor.mayEdit ? this.editor.obstacle('edit') : undefined;
    return obstacle && 'because' in obstacle
      ? html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('lock')}<span>${say(obstacle.because)}</span></p>`
      : nothing;
  }
}
customElements.define('gj-record-locked', GjRecordLocked);
