import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../../session/api.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { failureLine } from '../base/failure-line.ts';
import { focusDrawn } from '../base/focus.ts';
import { GjElement } from '../base/gj-element.ts';
import { icon } from '../base/icons.ts';
import { given, state, withProperties } from '../base/with-properties.ts';
import { Doing } from '../doing.ts';
import { Loading } from '../loading.ts';
import { dialogStyles } from '../styles/dialog-styles.ts';
import type { DialogField, DialogForm, DialogValues } from './dialog-form.ts';
import { fieldRow, flawOf, problemsAt, startOf, typedFlaw } from './form-field.ts';
import './gj-dialog.ts';

/** Asks for what its form says and sends it; asks before what was typed is lost. Tells `sent`, or `left`. */
export class GjFormDialog extends withProperties(GjElement, {
  form: given<DialogForm>(),
  values: state<DialogValues>(() => ({})),
  wrong: state<Readonly<Record<string, string>>>(() => ({})),
  /** Somebody wants to leave typed values, and is asked. */
  leaving: state(false),
}) {
  static override styles = [
    shared,
    boxless,
    dialogStyles,
    css`
      .asks {
        order: -1;
      }
    `,
  ];

  readonly #doing = new Doing(this);
  readonly #found = new Loading(this, {
    key: () => this.form.look?.of(this.values),
    load: (_, signal) => this.form.look?.load(this.#trimmed, signal) ?? Promise.resolve(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.values = Object.fromEntries(this.#all.map(([name, field]) => [name, startOf(field)]));
  }

  protected override firstUpdated(): void {
    void this.#begin();
  }

  get #all(): readonly (readonly [string, DialogField])[] {
    return Object.entries(this.form.fields ?? {});
  }

  /** Fields that are asked for just now. */
  get #asked(): readonly (readonly [string, DialogField])[] {
    return this.#all.filter(([, { when }]) => when?.(this.values) ?? true);
  }

  /** Whether typed values would be lost by leaving; a choice does not count, for it is quickly made again. */
  get #isTyped(): boolean {
    return this.#all.some(([name, field]) => !isChosen(field) && this.values[name] !== startOf(field));
  }

  /** With the first field; without any, with what it does, unless that cannot be taken back. */
  async #begin(): Promise<void> {
    await this.#dialog?.updateComplete;
    const first = this.form.begins ?? this.#asked[0]?.[0];
    if (first !== undefined) await this.#focus(first);
    else if (!this.form.danger) this.#button?.focus();
  }

  get #dialog() {
    return this.renderRoot.querySelector('gj-dialog') as GjElement | null;
  }

  /** The button that loses nothing. */
  get #stay(): HTMLElement | null {
    return this.#dialog?.shadowRoot?.querySelector<HTMLElement>('footer button') ?? null;
  }

  get #button(): HTMLElement | null {
    return this.renderRoot.querySelector('.sends');
  }

  /** With what is said below it: the dialog's foot lies over neither. */
  async #focus(name: string): Promise<void> {
    const field = this.renderRoot.querySelector(`[data-field=${name}]`);
    const control =
      field?.querySelector<HTMLElement>('input:checked') ??
      field?.querySelector<HTMLElement>(
        'input, select, textarea, gj-day, gj-moment, gj-form-pick, [tabindex]',
      );
    await focusDrawn(control ?? (field?.firstElementChild as HTMLElement | null));
    if (control instanceof HTMLInputElement && control.type === 'text') control.select();
    field?.scrollIntoView({ block: 'nearest' });
  }

  #change(name: string, value: unknown): void {
    this.values = { ...this.values, [name]: value };
    const { [name]: _, ...wrong } = this.wrong;
    this.wrong = this.#doing.failure === null ? this.#still(wrong) : wrong;
    this.leaving = false;
  }

  /** Leaves out what is no longer missing, as another value says it. */
  #still(wrong: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const now = this.#flaws((field, value) => flawOf(field, value, this.values));
    return Object.fromEntries(Object.entries(wrong).filter(([name]) => name in now));
  }

  /** As they are sent. */
  get #trimmed(): DialogValues {
    const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);
    return Object.fromEntries(Object.entries(this.values).map(([name, value]) => [name, trimmed(value)]));
  }

  /** Judges what is typed so far; what is missing, or the server says, stands until it is typed anew. */
  #judge(): void {
    const values = this.#trimmed;
    const isRefused = this.#doing.failure !== null;
    const stands = ([name]: readonly [string, unknown]) =>
      isRefused || values[name] === '' || !this.form.fields?.[name]?.wrong;
    const kept = Object.fromEntries(Object.entries(this.wrong).filter(stands));
    this.wrong = { ...kept, ...this.#flaws((field, value) => typedFlaw(field, value, values)) };
  }

  #flaws(judge: (field: DialogField, value: unknown) => string | null): Readonly<Record<string, string>> {
    const values = this.#trimmed;
    const flaws = this.#asked.map(([name, field]) => [name, judge(field, values[name])] as const);
    return Object.fromEntries(flaws.flatMap(([name, flaw]) => (flaw === null ? [] : [[name, flaw]])));
  }

  async #send(): Promise<void> {
    const { form } = this;
    if (this.#doing.busy || !this.#may) return;
    const values = this.#trimmed;
    this.leaving = false;
    this.wrong = this.#flaws((field, value) => flawOf(field, value, values));
    const isWrong = Object.keys(this.wrong).length > 0;
    if (isWrong) this.#doing.forget();
    else if (await this.#doing.run(() => form.send(values, this.#found.value))) {
      this.emit('sent');
      return;
    }
    const { failure } = this.#doing;
    if (failure instanceof ApiProblem) this.wrong = problemsAt(form.fields ?? {}, failure).at;
    await this.updateComplete;
    const first = this.#asked.find(([name]) => name in this.wrong);
    if (first) await this.#focus(first[0]);
    else this.renderRoot.querySelector('#failed')?.scrollIntoView({ block: 'nearest' });
  }

  /** Asks before typed values are lost by one key; the same key again stays in the dialog. */
  #leave(event: Event): void {
    event.stopPropagation();
    if (!this.leaving && !this.#isTyped) {
      this.emit('left');
      return;
    }
    this.leaving = !this.leaving;
    void this.updateComplete.then(() => {
      if (this.leaving) this.#stay?.focus();
      else this.#button?.focus();
    });
  }

  #keys(event: KeyboardEvent): void {
    const sends = (event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === 's');
    if (!sends || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#send();
  }

  override render() {
    const { label, wide, during } = this.form;
    return html`<gj-dialog .label=${label} ?wide=${wide} .leaving=${this.leaving ? msg('留在这里', { id: 'stay' }) : ''}
      @closed=${this.#leave} @keydown=${this.#keys}>
      <form class="halves" novalidate aria-busy=${this.#doing.busy} @submit=${(event: Event) => {
        event.preventDefault();
        void this.#send();
      }}>
        ${this.#doing.busy && during ? said(during()) : this.#content()}
        ${said(this.#failed(), 'failed')}
        <button hidden></button>
      </form>
      ${this.leaving ? leaving(() => this.emit('left')) : this.#sends()}
    </gj-dialog>`;
  }

  #content(): TemplateResult {
    const { before, after } = this.form;
    return html`${said(before?.(this.values))}
        ${this.#asked.map(([name, field]) =>
          fieldRow(field, {
            name,
            value: this.values[name],
            values: this.values,
            wrong: this.wrong[name],
            change: (value) => this.#change(name, value),
            left: () => this.#judge(),
          }),
        )}
        ${said(after?.(this.values))}${this.#looked()}`;
  }

  /** Nothing is sent that could not be looked at. */
  get #may(): boolean {
    const isSeen = !this.form.look || (this.#found.value !== undefined && !this.#found.busy);
    return isSeen && (this.form.may?.(this.values, this.#found.value) ?? true);
  }

  #looked(): TemplateResult | typeof nothing {
    const { look } = this.form;
    if (!look || look.of(this.values) === undefined) return nothing;
    const { failure } = this.#found;
    const shown = failure === null ? this.#found.shown((found) => look.shown(found, this.values)) : nothing;
    return html`<div class="stack spans" role="status"
        aria-busy=${this.#found.busy}>${failureLine(failure, () => this.#found.load())}${shown}</div>`;
  }

  /** Draws the sentences of a refusal that are about no field; the others stand beside their fields. */
  #failed(): TemplateResult | typeof nothing {
    const { failure } = this.#doing;
    const { at = {}, rest = [] } =
      failure instanceof ApiProblem ? problemsAt(this.form.fields ?? {}, failure) : {};
    if (Object.keys(at).length === 0) return failureLine(failure, () => this.#send());
    return rest.length === 0 ? nothing : html`<p class="problem" role="alert">${rest.join(' ')}</p>`;
  }

  #sends(): TemplateResult {
    const { act, danger, icon: sign } = this.form;
    const text = typeof act === 'string' ? act : act(this.values, this.#found.value);
    return html`<button slot="actions" class="sends ${danger ? 'danger' : 'primary'}" ?disabled=${!this.#may}
      aria-disabled=${this.#doing.busy || nothing}
      @click=${() => this.#send()}>${sign ? icon(sign, 14) : nothing}${text}</button>`;
  }
}

function isChosen({ kind }: DialogField): boolean {
  return kind === 'choice' || kind === 'ways' || kind === 'check';
}

function said(content: unknown, id?: string): TemplateResult | typeof nothing {
  if (content === undefined || content === nothing) return nothing;
  return html`<div class="stack spans" id=${id ?? nothing}>${content}</div>`;
}

function leaving(discard: () => void): TemplateResult {
  return html`<span slot="actions" class="asks grows in-warn" role="alert">${msg('有未保存的修改', { id: 'unsaved-changes' })}</span>
    <button slot="actions" class="danger" @click=${discard}>${msg('放弃修改', { id: 'discard' })}</button>`;
}
customElements.define('gj-form-dialog', GjFormDialog);
