import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { shared } from '../theme/shared.ts';
import { keepCase, knownCases } from './lab-cases.ts';
import type { LabDrawing, LabQuestion } from './lab-drawing.ts';
import '../kit/gj-record-dialog.ts';

/** What is looked at in the lab as a case: named, and kept in a package that is written here. Tells `closed`. */
export class GjLabKeepCase extends withProperties(GjElement, {
  drawing: given<LabDrawing>(),
  looked: given<LabQuestion>(),
  name: state(''),
  owner: state('local'),
  packages: state<readonly string[]>(() => ['local']),
  failure: state<unknown>(null),
  busy: state(false),
  /** It lies in a design that somebody has to publish. */
  waits: state(false),
}) {
  static override styles = shared;

  protected override firstUpdated(): void {
    knownCases(this.drawing).then(
      ({ packages }) => {
        this.packages = packages;
      },
      (failure) => {
        this.failure = failure;
      },
    );
  }

  async #keep(): Promise<void> {
    this.busy = true;
    try {
      const named = { name: this.name.trim(), owner: this.owner };
      const { state: kept } = await keepCase(this.drawing, named, this.looked);
      if (kept === 'open') this.waits = true;
      else {
        notify({ text: msg('用例已保存，以后每次发布前都会核对。', { id: 'lab-case-kept' }), kind: 'done' });
        this.emit('closed');
      }
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  override render() {
    const { asOf, changeSet, design } = this.looked.configuration;
    const isElsewhere = asOf !== null || changeSet !== null || design !== null;
    if (this.waits)
      return html`<gj-record-dialog .label=${msg('存为用例', { id: 'save-case' })}>
        <p class="below-3">${msg('用例已放入一个设计，发布后生效。', { id: 'lab-case-open' })}</p>
        <a slot="actions" class="button primary" href="/design">${msg('打开设计器', { id: 'lab-case-publish' })}</a>
      </gj-record-dialog>`;
    return html`<gj-record-dialog .label=${msg('存为用例', { id: 'save-case' })}>
      <label class="text-field below-3">${msg('用例名称', { id: 'case-name' })}
        <input .value=${this.name} maxlength="200" autofocus @input=${(event: Event) => {
          this.name = (event.target as HTMLInputElement).value;
        }} @change=${(event: Event) => event.stopPropagation()} /></label>
      ${
        this.packages.length > 1
          ? html`<label class="text-field below-3">${msg('保存到', { id: 'lab-case-where' })}
              <select @change=${(event: Event) => {
                event.stopPropagation();
                this.owner = (event.target as HTMLSelectElement).value;
              }}>${this.packages.map((one) => html`<option value=${one} ?selected=${one === this.owner}>${one}</option>`)}</select></label>`
          : nothing
      }
      <p class="below-3">${this.drawing.words().keeps}</p>
      ${isElsewhere ? html`<p class="muted below-3">${msg('用例按当前配置核对：请先取消“用哪一天的配置”、“假设这个变更已发布”和“假设这个设计已发布”。', { id: 'lab-case-as-it-is' })}</p>` : nothing}
      ${this.failure === null ? nothing : html`<p class="problem below-3" role="alert">${failureText(this.failure)}</p>`}
      <button slot="actions" class="primary" ?disabled=${this.busy || isElsewhere || this.name.trim() === ''}
        @click=${this.#keep}>${msg('保存', { id: 'save' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-lab-keep-case', GjLabKeepCase);
