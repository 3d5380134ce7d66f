import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { isFormName } from '../../../metadata/names.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { shared } from '../../theme/shared.ts';
import { labelFields } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { type SeenBy, seenByField, sharingOf, unsaid } from '../words/seen-by.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { type FormHome, formNames, homeOf, madeHome, wrongName } from './form-home.ts';
import '../../kit/gj-record-dialog.ts';
import './gj-form-home.ts';

type From = 'empty' | 'copy';

/** A form that begins: empty, or as another one is. Tells `closed`. */
export class GjNewForm extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  from: state<From>('empty'),
  copied: state(''),
  label: state<Label>(() => ({ zh: '', en: '' })),
  kind: state<'master' | 'document' | 'setting'>('master'),
  seen: state<SeenBy>(''),
  /** What files and calls call it; empty: as its label is spoken. */
  called: state(''),
  /** Where somebody said it is to stand. Default: beside its like. */
  home: state<FormHome | undefined>(undefined),
  flaw: state(''),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      .begins label {
        display: flex;
        gap: var(--gj-1h);
        align-items: center;
      }
      .two {
        grid-template-columns: 1fr 1fr;
      }
    `,
  ];

  protected override firstUpdated(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input.label')?.focus());
  }

  async #make(): Promise<void> {
    const label = { zh: this.label.zh.trim(), en: this.label.en.trim() };
    if (label.zh === '') {
      this.flaw = msg('请先填表单的名称。', { id: 'design-form-unnamed' });
      return;
    }
    if (this.from === 'copy' && this.copied === '') {
      this.flaw = msg('请选择要复制的表单。', { id: 'design-form-uncopied' });
      return;
    }
    if (this.from === 'empty' && this.kind === 'master' && this.seen === '') {
      this.flaw = unsaid();
      return;
    }
    const called = this.called.trim();
    if (called !== '' && !isFormName(called)) {
      this.flaw = wrongName();
      return;
    }
    const home = this.#home;
    if (home && 'fresh' in home && home.fresh.trim() === '') {
      this.flaw = msg('请先填新文件夹的名称。', { id: 'design-home-unnamed' });
      return;
    }
    this.busy = true;
    try {
      const [proposed = 'form'] = called === '' ? await proposedNames([label], { of: 'form' }) : [];
      const name = called || freeName(proposed, formNames(this.drawn.lines));
      const { steps, menu } = await madeHome(home, this.drawn);
      const begun = this.from === 'copy' ? await this.#copy(name, label) : this.#empty(name, label);
      const content: FormSource = { ...begun, ...(menu && { menu }) };
      for (const step of [...steps, { do: 'add-form' as const, content }]) await design.take(step);
      this.emitUp('closed');
      await router.go(`/design/${name}`);
    } catch (failure) {
      this.flaw = failureText(failure);
    } finally {
      this.busy = false;
    }
  }

  #empty(name: string, label: FormSource['label']): FormSource {
    const { kind } = this;
    const sharing = sharingOf(kind, this.seen);
    const named = { zh: '名称', en: 'Name' };
    const numbered = { zh: '编码', en: 'Number' };
    const number = { name: 'number', kind: 'number', label: numbered, pattern: '{seq:5}', editable: true };
    const plain = { name: 'name', kind: 'text', length: 100, label: named, required: true };
    return {
      name,
      kind,
      label,
      ...(sharing && { sharing }),
      fields: kind === 'setting' ? [plain] : [number, plain],
      ...(kind === 'setting' ? {} : { list: { columns: ['number', 'name'] } }),
    };
  }

  async #copy(name: string, label: FormSource['label']): Promise<FormSource> {
    const copy = await design.drawing.copyOf(this.copied, { name, label });
    if (!copy) throw new Error('the form that is copied is gone');
    const { menu: _, ...whole } = copy;
    const kind = copy.kind === 'platform' ? 'master' : copy.kind;
    // A form that said nothing was open; its copy says so.
    const sharing = this.seen === '' ? (copy.sharing ?? 'everybody') : sharingOf(kind, this.seen);
    return { ...whole, kind, ...(kind !== 'setting' && sharing && { sharing }) };
  }

  get #home(): FormHome {
    if (this.home !== undefined) return this.home;
    const copied = this.drawn.lines.find(({ id }) => id === this.copied)?.menu;
    return this.from === 'copy' && copied ? { path: copied.path } : homeOf(this.drawn, this.kind);
  }

  override render() {
    return html`<gj-record-dialog label=${msg('新表单', { id: 'design-new-form' })}>
      <div class="rows stack-3" @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || event.isComposing || (event.target as HTMLElement).matches('select'))
          return;
        event.preventDefault();
        void this.#make();
      }}>
        <fieldset class="begins flex wraps gap-3 flush unpadded borderless"><legend class="sr-only">${msg('从哪里开始', { id: 'design-form-from' })}</legend>
          ${this.#begin('empty', msg('空表单', { id: 'design-form-empty' }))}${this.#begin('copy', msg('复制另一个', { id: 'design-form-copy' }))}</fieldset>
        ${
          this.from === 'copy'
            ? html`<label class="text-field"><span>${msg('复制哪个', { id: 'design-form-copied' })}</span><select @change=${(
                event: Event,
              ) => {
                this.copied = (event.target as HTMLSelectElement).value;
              }}><option value="">${msg('（请选择）', { id: 'design-choose' })}</option>${this.drawn.lines
                .toSorted((a, b) => say(a.label).localeCompare(say(b.label)))
                .map(({ id, label }) => html`<option value=${id}>${say(label)}</option>`)}</select></label>`
            : html`<label class="text-field"><span>${msg('种类', { id: 'design-form-kind' })}</span><select @change=${(
                event: Event,
              ) => {
                this.kind = (event.target as HTMLSelectElement).value as 'master';
              }}><option value="master">${msg('基础资料', { id: 'design-kind-master' })}</option><option value="document">${msg('单据', { id: 'design-kind-document' })}</option>
              <option value="setting">${msg('配置（每组织一份）', { id: 'design-kind-setting' })}</option></select></label>`
        }
        ${seenByField(
          this.from === 'copy' ? 'master' : this.kind,
          this.seen,
          (seen) => {
            this.seen = seen;
          },
          this.from === 'copy' ? msg('与被复制的表单相同', { id: 'design-seen-copied' }) : undefined,
        )}
        <div class="two stack-2">
          ${labelFields(this.label, (label) => {
            this.label = label;
          })}</div>
        <label class="text-field"><span>${msg('接口里的名称', { id: 'workbook-api-name' })}</span><input autocomplete="off" spellcheck="false" .value=${this.called} placeholder=${msg('按名称自动取', { id: 'design-param-key-auto' })} @input=${(
          event: Event,
        ) => {
          this.called = (event.target as HTMLInputElement).value;
        }} /></label>
        <gj-form-home .drawn=${this.drawn} .home=${this.#home} name=${say(this.label)} @home=${({
          detail,
        }: CustomEvent<FormHome>) => {
          this.home = detail;
        }}></gj-form-home>
        ${this.flaw === '' ? '' : html`<p class="problem" role="alert">${this.flaw}</p>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.#make()}>${msg('开始设计', { id: 'design-form-begin' })}</button>
    </gj-record-dialog>`;
  }

  #begin(from: From, label: string): TemplateResult {
    return html`<label><input type="radio" name="from" .checked=${this.from === from} @change=${() => {
      this.from = from;
    }} />${label}</label>`;
  }
}
customElements.define('gj-new-form', GjNewForm);
