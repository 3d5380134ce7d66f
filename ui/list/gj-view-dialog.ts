import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, text, withProperties } from '../kit/base/with-properties.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-record-dialog.ts';

/** Asks for the name of a list that is to be kept. Tells `named` with name, shared and preferred, or `closed`. */
export class GjViewDialog extends withProperties(GjElement, {
  name: text(),
  /** Asks for the name alone. */
  renaming: flag(),
  problem: text(),
  busy: flag(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      label.box input {
        width: var(--gj-size-16);
        height: var(--gj-size-16);
        margin: 0;
        accent-color: var(--gj-accent-filled);
      }
    `,
  ];

  protected override firstUpdated(): void {
    requestAnimationFrame(() => this.#input?.select());
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('[name=name]');
  }

  #save(event?: Event): void {
    event?.preventDefault();
    const data = new FormData(this.renderRoot.querySelector('form') ?? undefined);
    const name = String(data.get('name') ?? '').trim();
    if (name === '') {
      this.problem = msg('请填写名称', { id: 'name-missing' });
      this.#input?.focus();
      return;
    }
    this.emit('named', { name, shared: data.has('shared'), preferred: data.has('preferred') });
  }

  override render() {
    const title = this.renaming
      ? msg('重命名视图', { id: 'rename-view' })
      : msg('保存视图', { id: 'save-view' });
    return html`<gj-record-dialog label=${title}>
      <form class="stack-3" @submit=${this.#save}>
        <label class="text-field">${msg('名称', { id: 'name' })}
          <input name="name" autofocus autocomplete="off" maxlength="100" .value=${this.name} ?aria-invalid=${this.problem !== ''}
            @input=${() => {
              this.problem = '';
            }} /></label>
        ${this.problem ? html`<p class="small problem" role="alert">${this.problem}</p>` : ''}
        ${
          this.renaming
            ? ''
            : html`<label class="box across"><input type="checkbox" name="preferred" />${msg('打开列表时默认使用', { id: 'view-preferred' })}</label>
              <label class="box across"><input type="checkbox" name="shared" />${msg('共享给所有能看此列表的人', { id: 'view-shared' })}</label>
              <p class="small muted">${msg('保存当前的筛选、排序和列。', { id: 'view-keeps' })}</p>`
        }
        <button hidden></button>
      </form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.#save()}>${msg('保存', { id: 'save' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-view-dialog', GjViewDialog);
