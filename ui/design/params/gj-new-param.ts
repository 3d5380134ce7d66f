import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { isParamName, isParamType } from '../../../metadata/names.ts';
import type { OptionSource, ParamSource } from '../../../metadata/source.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { freshOptions } from '../property/fresh-options.ts';
import { kindWords } from '../words/kind-words.ts';
import { labelFields } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { paramKinds, valueOfKind } from './param-kinds.ts';
import '../../kit/gj-record-dialog.ts';

type Dimension = NonNullable<ParamSource['dimension']>;
const dimensions: readonly Dimension[] = ['tax-number', 'tax-number+machine', 'form', 'source-system'];

/** A parameter that begins: of a type that is there or of a new one. Tells `closed`, and `made` with its address. */
export class GjNewParam extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  /** Of which type; empty: a new one. */
  type: state(''),
  typeName: state(''),
  label: state<Label>(() => ({ zh: '', en: '' })),
  key: state(''),
  dimension: state<Dimension | ''>(''),
  kind: state('text'),
  about: state(''),
  options: state(''),
  flaw: state(''),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      .two {
        grid-template-columns: 1fr 1fr;
      }
      textarea {
        width: 100%;
      }
    `,
  ];

  protected override firstUpdated(): void {
    const [own] = this.drawn.params.filter((line) => line.package === 'local' && !line.gone);
    this.type = own?.type ?? '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input.label')?.focus());
  }

  get #requires(): readonly string[] {
    return kinds.get(this.kind)?.requires ?? [];
  }

  async #make(): Promise<void> {
    const label = { zh: this.label.zh.trim(), en: this.label.en.trim() };
    const texts = this.options.split('\n').flatMap((text) => text.trim() || []);
    this.flaw = this.#missing(label.zh, texts);
    if (this.flaw !== '') return;
    this.busy = true;
    try {
      const { type, typeLabel } = await this.#typed();
      const content = { ...(await this.#named(type, label)), ...(await this.#said(label, texts)) };
      await design.take({ do: 'add-param', type, ...(typeLabel && { label: typeLabel }), content });
      this.emit('made', `${type}/${content.key ?? `{${content.dimension ?? ''}}`}`);
    } catch (failure) {
      this.flaw = failureText(failure);
    } finally {
      this.busy = false;
    }
  }

  #missing(label: string, options: readonly string[]): string {
    if (label === '') return msg('请先填参数的名称。', { id: 'design-param-unnamed' });
    if (this.type === '' && this.typeName.trim() === '')
      return msg('请先填新分类的名称。', { id: 'design-param-untyped' });
    if (this.key.trim() !== '' && !isParamName(this.key.trim()))
      return msg('键只能用字母、数字和 . _ -，以字母开头。', { id: 'design-param-key-wrong' });
    if (this.#requires.includes('options') && options.length === 0)
      return msg('请至少填一个选项。', { id: 'design-param-optionless' });
    if (this.#about !== undefined && this.about === '')
      return msg('请选择表单。', { id: 'design-param-formless' });
    return '';
  }

  /** The property that says of which form the kind is, where it has to be said. */
  get #about(): string | undefined {
    return this.#requires.find((one) => one === 'form' || one === 'facts');
  }

  async #typed() {
    if (this.type !== '') return { type: this.type };
    const text = this.typeName.trim();
    const typeLabel = { zh: text, en: text };
    const [proposed = 'settings'] = await proposedNames([typeLabel], { of: 'option' });
    const taken = new Set(this.drawn.params.map(({ type }) => type));
    return { type: freeName(isParamType(proposed) ? proposed : 'settings', taken), typeLabel };
  }

  async #named(type: string, label: ParamSource['label']): Promise<Pick<ParamSource, 'key' | 'dimension'>> {
    if (this.dimension !== '') return { dimension: this.dimension };
    if (this.key.trim() !== '') return { key: this.key.trim() };
    const [proposed = 'key'] = await proposedNames([label], { of: 'field' });
    const taken = new Set(
      this.drawn.params.flatMap((line) => (line.type === type ? [line.address.slice(type.length + 1)] : [])),
    );
    return { key: freeName(proposed, taken) };
  }

  async #said(label: ParamSource['label'], texts: readonly string[]): Promise<Omit<ParamSource, 'key'>> {
    const asksOptions = this.#requires.includes('options');
    const options: readonly OptionSource[] = asksOptions ? await freshOptions(texts) : [];
    const about = this.#about;
    const value = {
      ...valueOfKind(this.kind, options),
      ...(about === undefined ? {} : { [about]: this.about }),
    };
    return { label, value, unset: { label: { zh: '未设置', en: 'Not set' } } };
  }

  override render() {
    return html`<gj-record-dialog label=${msg('新参数', { id: 'design-new-param' })}>
      <div class="rows stack-3" @keydown=${(event: KeyboardEvent) => {
        if (
          event.key !== 'Enter' ||
          event.isComposing ||
          (event.target as HTMLElement).matches('select, textarea')
        )
          return;
        event.preventDefault();
        void this.#make();
      }}>
        ${this.#labels()}${this.#types()}${this.#keys()}${this.#kinds()}
        ${this.flaw === '' ? nothing : html`<p class="problem" role="alert">${this.flaw}</p>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.#make()}>${msg('加参数', { id: 'design-did-add-param' })}</button>
    </gj-record-dialog>`;
  }

  #labels(): TemplateResult {
    return html`<div class="two stack-2">
      ${labelFields(this.label, (label) => {
        this.label = label;
      })}</div>`;
  }

  #types(): TemplateResult {
    const types = new Map(this.drawn.params.map(({ type, typeLabel }) => [type, typeLabel]));
    return html`<div class="two stack-2"><label class="text-field"><span>${msg('分类', { id: 'design-param-type' })}</span><select @change=${(
      event: Event,
    ) => {
      this.type = typed(event);
    }}><option value="" .selected=${this.type === ''}>${msg('（新分类）', { id: 'design-param-new-type' })}</option>${[
      ...types,
    ].map(
      ([type, label]) => html`<option value=${type} .selected=${type === this.type}>${say(label)}</option>`,
    )}</select></label>
      ${
        this.type === ''
          ? html`<label class="text-field"><span>${msg('新分类的名称', { id: 'design-param-type-name' })}</span><input autocomplete="off" .value=${this.typeName} @input=${(
              event: Event,
            ) => {
              this.typeName = typed(event);
            }} /></label>`
          : nothing
      }</div>`;
  }

  #keys(): TemplateResult {
    return html`<div class="two stack-2"><label class="text-field"><span>${msg('每个什么有一个值', { id: 'design-param-dimension' })}</span><select @change=${(
      event: Event,
    ) => {
      this.dimension = typed(event) as Dimension | '';
    }}><option value="">${msg('只有一个键', { id: 'design-param-one-key' })}</option>${dimensions.map(
      (one) => html`<option value=${one}>${dimensionWord(one)}</option>`,
    )}</select></label>
      ${
        this.dimension === ''
          ? html`<label class="text-field"><span>${msg('键（接口用）', { id: 'design-param-key' })}</span><input autocomplete="off" spellcheck="false" .value=${this.key} placeholder=${msg('按名称自动取', { id: 'design-param-key-auto' })} @input=${(
              event: Event,
            ) => {
              this.key = typed(event);
            }} /></label>`
          : nothing
      }</div>`;
  }

  #kinds(): TemplateResult {
    const forms = this.drawn.lines.toSorted((a, b) => say(a.label).localeCompare(say(b.label)));
    return html`<label class="text-field"><span>${msg('类型', { id: 'design-kind' })}</span><select @change=${(
      event: Event,
    ) => {
      this.kind = typed(event);
    }}>${paramKinds().map(
      (kind) => html`<option value=${kind} .selected=${kind === this.kind}>${kindWords(kind).label}</option>`,
    )}</select></label>
      ${
        this.#requires.includes('options')
          ? html`<label class="text-field"><span>${msg('选项，每行一个', { id: 'design-param-options' })}</span><textarea rows="3" .value=${this.options} @input=${(
              event: Event,
            ) => {
              this.options = typed(event);
            }}></textarea></label>`
          : nothing
      }
      ${
        this.#about === undefined
          ? nothing
          : html`<label class="text-field"><span>${msg('表单', { id: 'design-tab-form' })}</span><select @change=${(
              event: Event,
            ) => {
              this.about = typed(event);
            }}><option value="">${msg('（请选择）', { id: 'design-choose' })}</option>${forms.map(
              ({ id, label }) => html`<option value=${id}>${say(label)}</option>`,
            )}</select></label>`
      }`;
  }
}

const typed = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;

function dimensionWord(dimension: Dimension): string {
  switch (dimension) {
    case 'tax-number':
      return msg('每个税号', { id: 'design-param-per-tax-number' });
    case 'tax-number+machine':
      return msg('每个税号的每台设备', { id: 'design-param-per-machine' });
    case 'form':
      return msg('每个表单', { id: 'design-param-per-form' });
    case 'source-system':
      return msg('每个来源系统', { id: 'design-param-per-source' });
  }
}
customElements.define('gj-new-param', GjNewParam);
