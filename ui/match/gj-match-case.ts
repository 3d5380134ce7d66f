import { msg } from '@lit/localize';
import { html } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { failureLine } from '../kit/base/failure-line.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { downloadJson } from '../kit/download-text.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { type MatchAsk, matchCase } from './match-run.ts';
import '../kit/gj-json-area.ts';
import '../kit/gj-record-dialog.ts';

/** A match as a case of a package: named, looked at, taken away as a file. Tells `closed`. */
export class GjMatchCase extends withProperties(GjElement, {
  form: given<FormModel>(),
  ask: given<MatchAsk>(),
  facts: given<JsonObject>(),
  name: state(''),
  /** As it was when somebody last went on from it. */
  named: state(''),
}) {
  static override styles = shared;

  readonly #file = new Loading(this, {
    key: () => this.named,
    load: (name) => matchCase(this.ask, this.facts, name || say(this.form.label)),
    keeps: true,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.name = say(this.form.label);
    this.named = this.name;
  }

  async #download(): Promise<void> {
    this.named = this.name;
    await this.updateComplete;
    await this.#file.settled;
    const { value, failure } = this.#file;
    if (value && failure === null) downloadJson(`${this.form.name}.json`, value);
  }

  override render() {
    return html`<gj-record-dialog .label=${msg('存为用例', { id: 'save-case' })}>
      <label class="text-field below-3">${msg('用例名称', { id: 'case-name' })}
        <input .value=${this.name} maxlength="200" @input=${(event: Event) => {
          this.name = (event.target as HTMLInputElement).value;
        }} @change=${(event: Event) => {
          event.stopPropagation();
          this.named = this.name;
        }} /></label>
      ${failureLine(this.#file.failure, () => this.#file.load())}
      <gj-json-area readonly .rows=${14} .label=${msg('用例文件', { id: 'case-file' })}
        .text=${this.#file.value ? JSON.stringify(this.#file.value, null, 2) : ''}></gj-json-area>
      <p class="small muted">${msg('放进应用包的 cases/ 目录，发布和升级前会自动核对。', { id: 'case-hint' })}</p>
      <button slot="actions" class="primary" ?disabled=${!this.#file.value} @click=${this.#download}>${icon('download', 14)}${msg('下载', { id: 'download' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-match-case', GjMatchCase);
