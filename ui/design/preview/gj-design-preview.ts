import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Language } from '../../../metadata/common/label.ts';
import type { DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { type FormModel, reviveForm } from '../../model/form-model.ts';
import { RecordEditor } from '../../record/editor/record-editor.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { type KnownRole, knownRoles, sightOf } from '../property/known-roles.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { previewBarStyles, spokenSegments } from './preview-bar.ts';
import { sampleRecord } from './sample-record.ts';
import { spokenForm } from './spoken-form.ts';
import { designedForm, type TrialRecord, trialRecords } from './trial-records.ts';
import '../../kit/gj-state.ts';
import './gj-tried-record.ts';
import { editorStyles } from '../property/property-ask.ts';
import { notifyFailure, notifyHere } from '../work/design-notices.ts';

const widths = { wide: '100%', tablet: '768px', phone: '390px' } as const;

/**
 * The form of the product on the design: typed into, checked, shown and hidden as it will be, for a role of one's
 * choice and in both languages; nothing is saved. Tells `as` with how a role sees the form; null: with all rights.
 */
export class GjDesignPreview extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  width: state<keyof typeof widths>('wide'),
  /** Id of the record that it is tried with, or `new`. */
  record: text<string>('new'),
  /** The role with whose eyes the form is seen. Default: somebody who may do everything. */
  who: state<KnownRole | null>(null),
  spoken: state<Language>(language()),
  turn: state(0),
}) {
  static override styles = [
    shared,
    editorStyles,
    previewBarStyles,
    css`
      .bar select {
        max-width: var(--gj-size-220);
      }
      .page {
        --gj-out-of-sight: auto;
        margin-inline: auto;
        container-type: inline-size;
      }
    `,
  ];
  /** The key of the form and record that are tried; empty: nothing yet. */
  #tried = '';
  readonly #editor = new Loading<RecordEditor, string>(this, {
    key: () => this.#tried || undefined,
    load: () => this.#open(),
    keeps: true,
  });
  readonly #roles = new Loading(this, { load: knownRoles });
  readonly #records = new Loading<readonly TrialRecord[], string>(this, {
    key: () => this.form.id,
    load: () => trialRecords(this.form),
  });
  readonly #moved = () => {
    this.turn++;
  };
  /** Hash of the form that the editor has, or is about to have. */
  #reshaped = '';
  #reshaping = false;
  #made: { readonly of: DescribedForm; readonly spoken: Language; readonly form: FormModel } | null = null;

  /** As the role sees it, in the language that it is looked at in; null: the role sees nothing of it. */
  get #looked(): FormModel | null {
    const { drawn, spoken, who } = this;
    const of = who ? drawn.form?.seen : drawn.form?.described;
    if (!of) return null;
    if (spoken === language() && !who) return this.form;
    if (this.#made?.of.hash !== of.hash || this.#made.of !== of || this.#made.spoken !== spoken) {
      const named = { ...of, hash: `${of.hash} ${who?.id ?? ''}` };
      this.#made = { of, spoken, form: reviveForm(spokenForm(named, spoken)) };
    }
    return this.#made.form;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const looked = this.#looked;
    if (!looked) return;
    const tried = `${this.form.id} ${this.record}`;
    const isOther = tried !== this.#tried;
    this.#tried = tried;
    const isOpen = this.#editor.value !== undefined && !this.#editor.busy;
    if (isOther || !isOpen || this.#reshaped === looked.hash) return;
    this.#reshaped = looked.hash;
    void this.#reshape();
  }

  async #open(): Promise<RecordEditor> {
    const { form, record } = this;
    this.#reshaped = (this.#looked ?? form).hash;
    const isKnown = session.formById(form.id) !== undefined;
    const editor = new RecordEditor({
      outline: { name: form.name, kind: 'master' },
      record: isKnown ? record : 'new',
      designed: () => designedForm(this.#looked ?? this.form, this.drawn),
    });
    await editor.load();
    editor.addEventListener('change', this.#moved);
    return editor;
  }

  /** Reshapes the form as the design changes and keeps the typed values, as pages do when a publish meets them. */
  async #reshape(): Promise<void> {
    const { value: editor } = this.#editor;
    if (this.#reshaping || !editor) return;
    this.#reshaping = true;
    try {
      for (let hash = ''; hash !== this.#reshaped; ) {
        hash = this.#reshaped;
        await editor.reshape();
      }
      this.turn++;
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      this.#reshaping = false;
    }
  }

  async #fill(): Promise<void> {
    const { value: editor } = this.#editor;
    if (!editor) return;
    const sample = await sampleRecord(editor.form, (field) =>
      field.target === undefined ? undefined : editor.live?.offered(field.path, [], editor.edited),
    );
    for (const field of editor.form.fields) {
      const value = sample[field.name];
      if (value !== undefined && !editor.state(field).readonly) editor.change(field, value);
    }
  }

  override render() {
    const roles = this.#roles.value ?? [];
    const segment = (key: keyof typeof widths, text: string) =>
      html`<button aria-pressed=${this.width === key} @click=${() => {
        this.width = key;
      }}>${text}</button>`;
    return html`<div class="bar across-close wraps rigid surface ruled">
        <div class="segments inline clips edged-strong rounded" role="group"
            aria-label=${msg('宽度', { id: 'design-width' })}>${segment(
              'wide',
              msg('宽屏', { id: 'design-width-wide' }),
            )}${segment(
              'tablet',
              msg('平板', { id: 'design-width-tablet' }),
            )}${segment('phone', msg('手机', { id: 'design-width-phone' }))}</div>
        <select class="plain" aria-label=${msg('试用的记录', { id: 'design-preview-record' })} @change=${(
          event: Event,
        ) => {
          this.record = (event.target as HTMLSelectElement).value;
        }}><option value="new">${msg('新记录', { id: 'design-preview-new' })}</option>${(
          this.#records.value ?? []
        ).map(
          ({ id, text }) => html`<option value=${id} .selected=${id === this.record}>${text}</option>`,
        )}</select>
        ${
          roles.length === 0
            ? nothing
            : html`<select class="plain" aria-label=${msg('预览身份', { id: 'design-preview-as' })} @change=${(
                event: Event,
              ) => {
                this.#see((event.target as HTMLSelectElement).value);
              }}><option value="">${msg('全部权限', { id: 'design-preview-all' })}</option>${roles.map(
                ({ id, label }) =>
                  html`<option value=${id} .selected=${id === this.who?.id}>${say(label)}</option>`,
              )}</select>`
        }
        ${spokenSegments(this.spoken, (one) => {
          this.spoken = one;
        })}
        <button @click=${() => this.#fill()}>${msg('填入示例数据', { id: 'design-preview-fill' })}</button>
        <button @click=${() => this.#check()}>${icon('check', 14)}${msg('检查', { id: 'design-preview-check' })}</button>
      </div>
      <div class="grows shrinks-down scrolls pad-2"><div class="page" lang=${this.spoken}
          style="max-width:${widths[this.width]}">${this.#page()}</div></div>`;
  }

  #see(id: string): void {
    this.who = this.#roles.value?.find((one) => one.id === id) ?? null;
    this.emit('as', this.who && sightOf(this.who, this.form));
  }

  /** As saving would: everything that is wrong is said. */
  async #check(): Promise<void> {
    const { value: editor } = this.#editor;
    if (!editor) return;
    const sending = await editor.unsent();
    this.turn++;
    notifyHere(
      sending === null
        ? { text: msg('还有内容填写不正确，见页面上方。', { id: 'design-preview-wrong' }), kind: 'error' }
        : { text: msg('可以保存（预览里不会保存）。', { id: 'design-preview-right' }) },
    );
  }

  #page(): TemplateResult {
    const { value: editor, failure } = this.#editor;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#editor.load()}></gj-state>`;
    if (this.who && !sightOf(this.who, this.form))
      return html`<gj-state symbol="lock"
          text=${msg(str`“${say(this.who.label)}”看不到这个表单。`, { id: 'design-preview-unseen' })}></gj-state>`;
    if (!editor) return html`<div aria-busy="true"></div>`;
    return html`<gj-tried-record .editor=${editor} .turn=${this.turn}></gj-tried-record>`;
  }
}
customElements.define('gj-design-preview', GjDesignPreview);
