import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import './gj-dialog.ts';

export type Leaving = 'save' | 'discard' | 'stay';

/** Asks what becomes of unsaved changes before their page is left. */
export function leaveDialog(answer: (how: Leaving) => void): TemplateResult {
  return html`<gj-dialog plain .label=${msg('有未保存的修改', { id: 'unsaved-changes' })}
    @closed=${(event: Event) => {
      event.stopPropagation();
      answer('stay');
    }}>
    <p>${msg('离开本页后，未保存的修改会丢失。', { id: 'unsaved-hint' })}</p>
    <div style="display:flex;justify-content:flex-end;gap:var(--gj-2);margin-block-start:var(--gj-4)">
      <button @click=${() => answer('stay')}>${msg('留在这里', { id: 'stay' })}</button>
      <button class="danger" @click=${() => answer('discard')}>${msg('放弃修改', { id: 'discard' })}</button>
      <button class="primary" autofocus @click=${() => answer('save')}>${msg('保存', { id: 'save' })}</button>
    </div>
  </gj-dialog>`;
}
