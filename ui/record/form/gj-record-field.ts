import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isEmptyValue, type Json } from '../../../metadata/common/json.ts';
import { inItsCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../metadata/field.ts';
import type { ControlAsk, UnsavedRecord } from '../../fields/common/ui-kind.ts';
import { explainMark, explainStyles, keyAsks, whoOf } from '../../fields/explain/explain-mark.ts';
import type { GjControl } from '../../fields/gj-control.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { neededMark, neededStyles } from '../../kit/base/needed-mark.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { limitedField } from '../editor/file-limits.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { type Finding, unsavedRecord } from '../editor/record-findings.ts';
import { neededInRows, neededWords } from './needed-words.ts';

/**
 * One field on a record's page: label, control or value, help, and what is wrong with it. The help is the control's
 * description; F1 in the control, or a click on its mark, shows it below until one leaves.
 */
export class GjRecordField extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  field: given<Field>(),
  findings: given<readonly Finding[]>(() => []),
  /** Told anew whenever the record changes. */
  turn: given(0),
  ready: state(false),
  failed: state(false),
  /** Whether it is part of a document: a label and a value, with nothing around it that looks like a control. */
  reading: flag(false, { reflect: true }),
  helping: state(false),
}) {
  static override styles = [
    shared,
    explainStyles,
    neededStyles,
    css`
      /* Label, control and what is said below: each in a line of its own with those of the fields beside it. */
      :host {
        display: grid;
        grid-template: subgrid / minmax(0, 1fr);
        min-width: 0;
      }
      .label {
        grid-row: 1;
        align-self: end;
        margin-block-end: var(--gj-3q);
      }
      .line,
      .value {
        grid-row: 2;
        align-self: start;
      }
      .below {
        grid-row: 3;
        padding-block-end: var(--gj-2);
      }
      :host([reading]) .value {
        min-height: 0;
        padding-block: 0 var(--gj-half);
      }
      .control {
        flex: 0 1 100%;
        min-width: 0;
      }
      .line:has(.help) .control {
        flex: none;
      }
      .help {
        width: var(--gj-size-14);
        height: var(--gj-size-14);
        cursor: help;
        font-size: var(--gj-text-xs);
        line-height: var(--gj-3);
      }
    `,
  ];

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.#asked(event));
    this.addEventListener('focusout', () => {
      this.helping = false;
    });
  }

  /** What becomes of another field may leave this one as it is drawn. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const [ask, isNew] = this.#drawn ?? [];
    const now = [this.#ask, this.editor.base === null] as const;
    this.#drawn = now;
    if (changed.size !== 1 || !changed.has('turn') || !ask || this.field.rows) return true;
    return isNew !== now[1] || !isDrawnAlike(ask, now[0]);
  }
  /** What it was drawn from, and whether the record was new. Null: somebody types, whatever that becomes. */
  #drawn: readonly [ControlAsk, boolean] | null = null;

  #asked(event: KeyboardEvent): void {
    if (keyAsks(event, this.#place)) return;
    if (event.key !== 'F1' || event.defaultPrevented || !this.field.help) return;
    event.preventDefault();
    this.helping = !this.helping;
  }

  get #place() {
    return whoOf(this.editor.form, this.field);
  }

  protected override updated(): void {
    void this.#describe();
  }

  /** Describes the control by the field's help, so that screen readers tell both together. */
  async #describe(): Promise<void> {
    const control = this.#control;
    await control?.updateComplete;
    const help = say(this.field.help);
    for (const input of control?.renderRoot.querySelectorAll('input, textarea') ?? [])
      if (help) input.setAttribute('aria-description', help);
      else input.removeAttribute('aria-description');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The same field after a publish: what is being typed stays in its control.
    const before = changed.get('field');
    if (!changed.has('field') || (before && uiKind(before) === uiKind(this.field))) return;
    this.#load();
  }

  #load(): void {
    const loading = uiKind(this.field).load?.();
    this.ready = loading === undefined;
    this.failed = false;
    this.#loaded = Promise.resolve(loading).then(
      () => {
        this.ready = true;
      },
      () => {
        this.failed = true;
      },
    );
  }
  #loaded: Promise<void> = Promise.resolve();

  /** Brings it into sight and goes into its control, once that is there; of rows to the place that a path names. */
  async reach(below: readonly string[] = []): Promise<void> {
    await this.#loaded;
    await this.updateComplete;
    this.scrollIntoView({ block: 'center' });
    const control = this.#control;
    await control?.updateComplete;
    if (control?.reach) await control.reach(below);
    else if (control) control.focus();
    else {
      // What is only to be read can be gone to as well, by whoever is led here.
      const value = this.renderRoot.querySelector<HTMLElement>('.value');
      value?.setAttribute('tabindex', '-1');
      value?.focus();
    }
  }

  /** Takes in what is still being typed. */
  settle(): void {
    this.#control?.settle?.();
  }

  get #control(): GjControl | null {
    return this.renderRoot.querySelector<GjControl>('.control > *');
  }

  /** The field as it is in this record. */
  get #own(): Field {
    const { editor, field } = this;
    return inItsCurrency(limitedField(field, editor), valuesByName(editor.edited, editor.form));
  }

  get #ask(): ControlAsk {
    const { editor, field } = this;
    const { readonly: kept, required } = editor.state(field);
    const readonly = kept || this.reading;
    const errors = this.findings.filter(({ severity }) => severity === 'error');
    // Rows tell their own problems, cell by cell.
    const own = errors.filter(({ path }) => !field.rows || path === `/${field.name}`);
    const offered = field.optionsFilter && !readonly ? this.#offered() : undefined;
    return {
      field: this.#own,
      form: editor.form,
      value: editor.edited[field.name] ?? null,
      around: editor.look?.record ?? {},
      id: `f-${field.id}`,
      label: say(field.label),
      readonly,
      ...(this.reading && { reading: true }),
      required,
      invalid: own.length > 0,
      problem: own.map(({ text }) => text).join(' '),
      ...offered,
      ...this.#needed(),
      ...this.#chosen(),
      unsaved: this.#unsaved,
      change: this.#change,
      ...this.#typed(),
      flaw: this.#flaw,
    };
  }

  readonly #unsaved = (value: Json): UnsavedRecord => {
    const { base, edited } = this.editor;
    return { ...unsavedRecord(edited, this.field.name, value), ...(base && { base }) };
  };
  readonly #change: ControlAsk['change'] = (value) => {
    this.#drawn = null;
    this.editor.change(this.field, value);
  };
  readonly #flaw: ControlAsk['flaw'] = (sentence, text, cells) => {
    this.#drawn = null;
    this.editor.flaw(`/${this.field.name}`, sentence, { text, ...(cells && { cells }) });
  };

  /** What stands there and is no value: a control that is made anew goes on from it. */
  #typed(): Pick<ControlAsk, 'typed'> {
    const text = this.editor.flaws.get(`/${this.field.name}`)?.text;
    return text === undefined ? {} : { typed: text };
  }

  #needed(): Pick<ControlAsk, 'needed' | 'neededIn'> {
    const needed = neededWords(this.editor, this.field);
    return {
      ...(needed !== undefined && { needed }),
      ...(this.field.rows &&
        this.editor.look?.needed.size && { neededIn: (field: Field) => neededInRows(this.editor, field) }),
    };
  }

  #chosen(): Pick<ControlAsk, 'chosenForm'> {
    const { field, editor } = this;
    const chosenForm = field.targets && editor.live?.chosenForm(field.path, [], editor.edited);
    return chosenForm === undefined ? {} : { chosenForm };
  }

  #offered(): Pick<ControlAsk, 'options' | 'offered'> {
    const { field, editor } = this;
    if (!editor.live) return {};
    if (field.target === undefined) return { options: editor.live.options(field.path, [], editor.edited) };
    const offered = editor.live.offered(field.path, [], editor.edited);
    return offered === undefined ? {} : { offered };
  }

  override render() {
    const { field, editor } = this;
    const kind = uiKind(field);
    const ask = this.#drawn?.[0] ?? this.#ask;
    const shown = ask.readonly && !kind.showsReadonly;
    const labelled = kind.labelled && (!shown || field.rows);
    // Nobody is warned of what he has not come to yet.
    const isUntouched = !editor.base && !editor.tried && isEmptyValue(ask.value);
    // Those of single rows are listed above once somebody has tried to save, each with its row.
    const own = ({ path }: Finding) => !editor.tried || path.lastIndexOf('/') === 0;
    const warned = this.findings.filter((one) => one.severity === 'warning' && own(one));
    const warnings = isUntouched ? [] : warned;
    return html`
      ${labelled ? nothing : this.#label(ask, shown)}
      ${
        shown
          ? this.#value(ask)
          : this.ready
            ? html`<div class="line flex gap-1h ${labelled && !field.rows ? 'centred high-as-control' : 'high'}">
                <div class="control">${kind.control({ ...ask, editor } as ControlAsk)}</div>
                ${labelled && !field.rows ? html`${this.#help(ask.label)}${explainMark(this.#place)}` : nothing}
              </div>`
            : this.failed
              ? html`<div class="line flex" role="alert">
                  <button @click=${() => location.reload()}>${msg('重新加载', { id: 'reload' })}</button>
                </div>`
              : html`<div class="value high-as-control" aria-busy="true"></div>`
      }
      <div class="below">
        ${this.helping ? html`<div class="above-half small muted">${say(field.help)}</div>` : nothing}
        ${shown && ask.problem ? html`<div class="above-half small in-error">${ask.problem}</div>` : nothing}
        ${warnings.map(({ text }) => html`<div class="above-half small in-warn">${text}</div>`)}
      </div>
    `;
  }

  #label({ label, required, readonly, needed }: ControlAsk, shown: boolean): TemplateResult {
    return html`<div class="label small flex centred gap-1 ${this.field.emphasis ? 'bold' : 'muted'}">
      <span aria-hidden="true">${label}</span>
      ${required && !readonly ? html`<span class="star in-error" aria-hidden="true">*</span>` : neededMark(needed)}
      ${this.#help(label, shown)}
      ${explainMark(this.#place)}
    </div>`;
  }

  /** One stops at it only where there is no control that tells the same. */
  #help(label: string, alone = false): TemplateResult | typeof nothing {
    const help = say(this.field.help);
    if (!help) return nothing;
    return html`<span class="help rigid muted to-middle edged-strong round" role="note"
      tabindex=${alone ? 0 : nothing} title=${`${help} (F1)`}
      aria-label=${msg(str`${label}：${help}`, { id: 'help-of' })} @click=${() => {
        this.helping = !this.helping;
      }}>?</span>`;
  }

  #value({ value, label, field }: ControlAsk): TemplateResult {
    const kind = uiKind(field);
    const text = value === null ? '' : (kind.showWhole ?? kind.show)(value, field);
    return html`<div
      class="value level-with-control breaks ${kind.span === 'all' ? 'as-typed' : ''} ${this.field.emphasis ? 'bold' : ''}"
      role="group"
      aria-label=${label}>${
        text === ''
          ? html`<span class="muted">${(this.editor.base ? undefined : kind.toCome?.()) ?? '—'}</span>`
          : text
      }</div>`;
  }
}
customElements.define('gj-record-field', GjRecordField);

/** Whether a control, its label and what stands below are drawn alike; what is around its value they do not tell. */
function isDrawnAlike({ around: _, ...before }: ControlAsk, { around: _now, ...now }: ControlAsk): boolean {
  const names = Object.keys(now) as (keyof typeof now)[];
  return names.length === Object.keys(before).length && names.every((name) => before[name] === now[name]);
}
