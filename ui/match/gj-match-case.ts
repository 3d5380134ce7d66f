import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { downloadJson } from '../kit/download-text.ts';
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
  file: state<JsonObject | null>(null),
  failure: state<unknown>(null),
}) {
  static override styles = shared;

  #asked = '';

  protected override firstUpdated(): void {
    this.name = say(this.form.label);
    void this.#make();
  }

  async #make(): Promise<void> {
    const { name } = this;
    this.#asked = name;
    try {
      const file = await matchCase(this.ask, this.facts, name || say(this.form.label));
      if (name === this.#asked) this.file = file;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
  }

  override render() {
    return html`<gj-record-dialog .label=${msg('存为用例', { id: 'save-case' })}>
      <label class="text-field below-3">${msg('用例名称', { id: 'case-name' })}
        <input .value=${this.name} maxlength="200" @input=${(event: Event) => {
          this.name = (event.target as HTMLInputElement).value;
        }} @change=${(event: Event) => {
          event.stopPropagation();
          void this.#make();
        }} /></label>
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${failureText(this.failure)}</p>`}
      <gj-json-area readonly .rows=${14} .label=${msg('用例文件', { id: 'case-file' })}
        .text=${this.file ? JSON.stringify(this.file, null, 2) : ''}></gj-json-area>
      <p class="small muted">${msg('放进应用包的 cases/ 目录，发布和升级前会自动核对。', { id: 'case-hint' })}</p>
      <button slot="actions" class="primary" ?disabled=${!this.file} @click=${async () => {
        await this.#make();
        if (this.file && this.failure === null) downloadJson(`${this.form.name}.json`, this.file);
      }}>${icon('download', 14)}${msg('下载', { id: 'download' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-match-case', GjMatchCase);
