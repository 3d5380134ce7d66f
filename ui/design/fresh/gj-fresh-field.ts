import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Kind } from '../../../metadata/field.ts';
import { takesText } from '../../../metadata/kinds/common/holds-text.ts';
import { kindOutcome } from '../../../metadata/kinds/common/kind-change.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, listed, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { computeFields } from '../property/gj-compute-editor.ts';
import type { GjOptionsEditor, OptionsChange } from '../property/gj-options-editor.ts';
import type { GjProperty } from '../property/gj-property.ts';
import { panelStyles } from '../property/panel-styles.ts';
import { editorStyles } from '../property/property-ask.ts';
import { outcomeText } from '../words/kind-outcome.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import { labelPair } from '../words/label-pair.ts';
import { propertyWords } from '../words/property-words.ts';
import type { Drawn, PropertyState } from '../work/bench-shapes.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { type FreshField, goneWith, missingOf, type Refusal } from './fresh-field.ts';
import { type StoredText, storedTexts } from './stored-texts.ts';
import { storedValues } from './stored-values.ts';
import { unfitNote, unfitTexts } from './unfit-texts.ts';
import '../property/gj-options-editor.ts';
import '../property/gj-property.ts';

/**
 * A field that is about to be added: what it is called and what its kind has to be told. Tells `fresh` as one types,
 * `add` and `leave`.
 */
export class GjFreshField extends withProperties(GjElement, {
  fresh: given<FreshField>(),
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  /** Why it was not added. */
  refused: given<readonly Refusal[]>(() => []),
  tried: state(false),
  /** What is wrong with the formula that is typed just now. */
  flaw: state(''),
  /** The texts that records hold of a field that is about to be of another kind. */
  stored: state<readonly StoredText[]>(() => []),
}) {
  static override styles = [
    shared,
    editorStyles,
    panelStyles,
    css`
      /* What unfolds above it never moves the button from below the pointer. */
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100%;
      }
      .panel {
        flex: 1;
        padding-block-end: 0;
      }
      .stored {
        margin-block-start: var(--gj-2);
      }
      footer {
        position: sticky;
        inset-block-end: 0;
        z-index: 2;
        margin-block-start: auto;
        padding: var(--gj-2) var(--gj-3);
        border-block-start: var(--gj-edge);
      }
    `,
  ];

  /** Nobody tried to add it as one of this kind yet. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const former = changed.get('fresh');
    if (changed.has('fresh') && (former?.changes !== this.fresh.changes || former?.kind !== this.fresh.kind))
      void this.#learnStored();
    if (!former || former.kind === this.fresh.kind) return;
    this.tried = false;
    this.flaw = '';
  }

  async #learnStored(): Promise<void> {
    const { changes, kind } = this.fresh;
    this.stored = [];
    if (changes === undefined) return;
    const stored = await storedTexts(this.form, changes);
    if (this.fresh.changes === changes && this.fresh.kind === kind) this.stored = stored;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.focus();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input.label, gj-options-editor, footer button')?.focus();
  }

  #tell(change: Partial<FreshField>): void {
    this.emit('fresh', { ...this.fresh, ...change });
  }

  #add(): void {
    const editor = this.renderRoot.querySelector<GjOptionsEditor>('gj-options-editor');
    const typed = editor?.settle() ?? [];
    const fresh = { ...this.fresh, options: [...new Set([...this.fresh.options, ...typed])] };
    this.tried = true;
    if (this.flaw !== '') return;
    const [missing] = missingOf(fresh, kinds.get(fresh.kind)?.requires ?? []);
    if (missing !== undefined) {
      this.emit('fresh', fresh);
      void this.#toMissing(missing);
      return;
    }
    this.emit('add', fresh);
  }

  /** Into what is still to be filled in. */
  async #toMissing(property: string): Promise<void> {
    await this.updateComplete;
    if (property === 'label') this.focus();
    else if (property === 'options')
      this.renderRoot.querySelector<GjOptionsEditor>('gj-options-editor')?.focus();
    else {
      const all = [...this.renderRoot.querySelectorAll<GjProperty>('gj-property')];
      await all.find(({ ask }) => ask.state.property === property)?.toInput();
    }
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.#add();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.emit('leave');
    } else if (event.key === 'Enter' && (event.target as HTMLElement).matches('input.label')) {
      event.preventDefault();
      const options = this.renderRoot.querySelector<GjOptionsEditor>('gj-options-editor');
      if (options) options.focus();
      else this.#add();
    }
  }

  override render() {
    const { fresh, tried } = this;
    const words = kindWords(fresh.kind);
    const kind = kinds.get(fresh.kind);
    const requires = (kind?.requires ?? []).filter((one) => one !== 'fields');
    const offered = Object.keys(kind?.properties ?? {}).filter(
      (one) => (isShown(one, kind) && !kind?.inner) || requires.includes(one),
    );
    // A formula that is wrong is there.
    const lacking = missingOf(fresh, requires).filter((one) => one !== 'formula' || this.flaw === '');
    const missing = tried ? lacking : [];
    const isAsked = (property: string) => offered.includes(property);
    return html`<div class="panel" @keydown=${(event: KeyboardEvent) => this.#keys(event)}
        @flawed=${({ detail }: CustomEvent<string>) => {
          this.flaw = detail;
        }}>
      <header><span class="what across-close rest">${kindIcon(fresh.kind)}<h2 class="shrinks breaks">${
        fresh.changes === undefined
          ? msg(str`新字段：${words.label}`, { id: 'design-new-of-kind' })
          : msg(str`改为${words.label}`, { id: 'design-becomes-kind' })
      }</h2></span>
        <button class="square" aria-label=${msg('关闭', { id: 'close' })}
            @click=${() => this.emit('leave')}>${icon('close', 14)}</button></header>
      <p class="sample below-2 muted smaller">${dotted([words.help, words.sample])}</p>
      ${fresh.changes === undefined ? this.#label(missing.includes('label')) : nothing}
      ${offered.map(
        (property) =>
          html`${this.#property(property)}${this.#why(({ property: about }) => about === property)}`,
      )}
      ${this.#gone()}</div>
      <footer class="surface" ${uncovered()} @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${
        missing.length > 0
          ? html`<p class="problem small below-1" role="alert">${msg(
              str`还要填：${listed(missing.map(missingName))}`,
              { id: 'design-missing' },
            )}</p>`
          : nothing
      }${this.#why(({ property }) => !isAsked(property))}${
        this.flaw === ''
          ? nothing
          : html`<p class="problem small below-1" id="flaw">${msg('先改好公式，再添加字段。', { id: 'design-fix-formula' })}</p>`
      }<div class="across"><button class="primary" ?disabled=${this.flaw !== ''}
        aria-describedby=${this.flaw === '' ? nothing : 'flaw'} @click=${() => this.#add()}>${
          fresh.changes === undefined
            ? msg('加到表单', { id: 'design-add' })
            : msg('改类型', { id: 'design-did-change-kind' })
        }</button>
        <span class="small muted">Ctrl+Enter</span></div></footer>`;
  }

  #why(isAsked: (refusal: Refusal) => boolean): TemplateResult | typeof nothing {
    const texts = [...new Set(this.refused.filter(isAsked).map(({ text }) => text))];
    if (texts.length === 0) return nothing;
    return html`<div class="problem small below-1" role="alert">${texts.map((text) => html`<p>${text}</p>`)}</div>`;
  }

  /** Says what becomes of stored values, and names the properties that the field loses with its new kind. */
  #gone(): TemplateResult | typeof nothing {
    const { changes = '', kind } = this.fresh;
    const field = changes === '' ? undefined : fieldAtPath(this.form, changes);
    const next = kinds.get(kind);
    if (!field || !next) return nothing;
    const gone = goneWith(this.drawn.properties, changes, { former: field.kind, next });
    const names = listed(gone.map((one) => propertyWords(one, `fields/${changes}`).inSentence));
    const becomes = gone.includes('options') && next.points === undefined;
    const tongue = this.fresh.reads ?? language();
    const reads = (field.options ?? []).some(({ label }) => takesText(next, label[tongue]));
    const some = (field.options ?? []).slice(0, 3);
    const named = some.map(
      ({ label, value }) => `${value} → ${takesText(next, label[tongue]) ? label[tongue] : value}`,
    );
    const more = (field.options ?? []).length > some.length ? ['…'] : [];
    const codes = some.map(({ label, value }) => `${say(label)} → ${value}`);
    const lone = {
      ...loneField(next, this.fresh.properties),
      ...(next.name === 'entries' && { rows: this.form }),
    };
    const outcome = kindOutcome(field, lone);
    return html`<p class="small outcome" role="note">${outcomeText(outcome, design.drawing.zone)}</p>
      ${unfitNote(unfitTexts(this.form, this.fresh, this.stored))}
      ${
        gone.length > 0
          ? html`<p class="small" role="note">${msg(str`新类型不使用这些设置，将移除：${names}`, { id: 'design-kind-drops' })}</p>`
          : nothing
      }
      ${
        becomes && reads
          ? html`<label class="text-field"><span>${msg('已有的值转为哪种语言的名称', { id: 'design-kind-language' })}</span>
              <select class="plain"
                  @change=${(event: Event) => this.#tell({ reads: (event.target as HTMLSelectElement).value as Language })}>
                <option value="zh" ?selected=${tongue === 'zh'}>${msg('中文名称', { id: 'design-form-zh' })}</option>
                <option value="en" ?selected=${tongue === 'en'}>${msg('英文名称', { id: 'design-form-en' })}</option>
              </select></label>
            <p class="small" role="note">${msg(str`已有的值会由选项的代码变成名称：${listed([...named, ...more])}`, { id: 'design-kind-names' })}</p>`
          : nothing
      }
      ${
        becomes && !reads
          ? html`<p class="small" role="note">${msg(str`已有的值会变成选项的代码，不再是名称：${listed([...codes, ...more])}`, { id: 'design-kind-codes' })}</p>`
          : nothing
      }`;
  }

  #label(isMissing: boolean): TemplateResult {
    const name = msg('名称', { id: 'design-label' });
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${name} <span
        class="star in-error">*</span></div>
      ${labelPair({ label: this.fresh.label, name, isMissing, put: (next) => this.#tell({ label: next }) })}</div>`;
  }

  #property(property: string): TemplateResult {
    const { fresh } = this;
    const { label } = propertyWords(property, 'fields/x');
    if (property === 'options') {
      const options = fresh.options.map((text) => ({ value: text, label: { zh: text, en: text } }));
      return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label} <span
          class="star in-error">*</span></div>
        <gj-options-editor bare label=${label} .options=${options} .own=${new Set(fresh.options)}
          @options=${({ detail }: CustomEvent<OptionsChange>) =>
            this.#tell({ options: optionsAfter(fresh.options, detail) })}></gj-options-editor>${storedValues({
            stored: this.stored,
            options: fresh.options,
            add: (texts) => this.#tell({ options: [...fresh.options, ...texts] }),
          })}</div>`;
    }
    const state: PropertyState = {
      property,
      target: `fields/new/${property}`,
      value: fresh.properties[property],
      said: [],
      may: 'own' as const,
      owner: 'local',
    };
    const set = (value: Json | undefined) => {
      const { [property]: _before, ...rest } = fresh.properties;
      this.#tell({ properties: value === undefined ? rest : { ...rest, [property]: value } });
    };
    const { lines, menu } = this.drawn;
    const needed = kinds.get(fresh.kind)?.requires.includes(property) ?? false;
    const place = `fields/${fresh.changes ?? (fresh.in === undefined ? 'new' : `${fresh.in}.new`)}`;
    return html`<gj-property
        .ask=${{ state, place, label, form: this.form, lines, menu, readonly: false, needed, fresh: true, set }}></gj-property>`;
  }
}

/** Of what is computed the fields are missing: what is done with them is always said. */
function missingName(property: string): string {
  return property === 'compute' ? computeFields() : propertyWords(property, 'fields/x').label;
}

/** Properties that are shown though no kind requires them, since people often set them. */
const shown: ReadonlySet<string> = new Set(['length', 'currency', 'scale', 'min', 'max', 'editable']);

/** A number is as long as its digits. */
function isShown(property: string, kind: Kind | undefined): boolean {
  return shown.has(property) && !(property === 'length' && kind !== undefined && 'scale' in kind.properties);
}

/** Texts of options after what was done in their editor, where each is its own value. */
function optionsAfter(options: readonly string[], change: OptionsChange): readonly string[] {
  if (change.do === 'add') return [...new Set([...options, ...change.texts])];
  if (change.do === 'open' || change.do === 'bring-back') return options;
  if (change.do === 'rename') {
    if (change.typing || options.includes(change.text)) return options;
    return options.map((one) => (one === change.value ? change.text : one));
  }
  const rest = options.filter((one) => one !== change.value);
  if (change.do !== 'move') return rest;
  const at = change.before === null ? rest.length : rest.indexOf(change.before);
  return rest.toSpliced(at, 0, change.value);
}
customElements.define('gj-fresh-field', GjFreshField);
