import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { FoundTitles, ScanFilled, ScanPage } from '../../../rules/einvoicing/contract/scanning.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { type Failure, failureOf, type ScanDoor } from './scan-door.ts';
import { scanStyles } from './scan-styles.ts';
import { sayIn, type Word } from './scan-words.ts';

type Title = FoundTitles['items'][number];
type Typed = 'gross' | 'businessNumber' | 'buyerName' | 'buyerTaxNo' | 'buyerEmail' | 'buyerMobile';

interface FieldOptions {
  readonly hint?: string;
  readonly required?: boolean;
  /** Keyboard of a phone, and what its browser knows of its owner. Default: letters, and nothing. */
  readonly keys?: 'decimal' | 'email' | 'tel';
  readonly filledBy?: 'email' | 'tel' | 'organization' | 'name';
}

/** Members beside which it says what is wrong. */
const marked: ReadonlySet<string> = new Set([
  ...['gross', 'businessNumber', 'invoiceType', 'choice'],
  ...['buyerName', 'buyerTaxNo', 'buyerEmail', 'buyerMobile'],
]);

/** What a customer fills in. Tells `send` with it; what is wrong comes back as `failure`. */
export class GjScanForm extends withProperties(LitElement, {
  page: given<ScanPage>(),
  key: given(''),
  door: given<ScanDoor>(),
  language: given<Language>('zh'),
  failure: given<Failure | null>(null),
  busy: flag(),
  typed: state<Readonly<Partial<Record<Typed, string>>>>(() => ({})),
  type: state(''),
  kind: state<'company' | 'person'>('company'),
  find: state(''),
  found: state<FoundTitles | null>(null),
  searchFailure: state<Failure | null>(null),
  chosen: state<Title | null>(null),
}) {
  static override styles = [shared, scanStyles];

  /** The first field that something is wrong with is where whoever sent it goes on. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('failure') && this.failure?.kind === 'told')
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render() {
    const { page, failure } = this;
    if (!page) return nothing;
    const say = sayIn(this.language);
    const { slip } = page;
    const needsContact = page.contact === 'mail-or-mobile';
    const limit = page.limit === null ? undefined : say('most', { limit: grouped(page.limit, 2) });
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <section class="sheet" aria-labelledby="purchase">
        <h2 id="purchase">${say('purchase')}</h2>
        ${
          slip
            ? html`<dl><dt>${say('amount')}</dt><dd>${grouped(slip.gross, 2)}</dd>
              <dt>${say('receiptNumber')}</dt><dd>${slip.businessNumber}</dd></dl>`
            : html`${this.#field('gross', 'amount', { required: true, keys: 'decimal', ...(limit ? { hint: limit } : {}) })}
              ${this.#field('businessNumber', 'receiptNumber', { required: true, hint: say('receiptHint') })}`
        }
        ${slip ? this.#alone(['gross', 'businessNumber']) : nothing}
      </section>
      <section class="sheet" aria-labelledby="invoice">
        <h2 id="invoice">${say('invoice')}</h2>
        ${this.#types(page)}
        ${this.#kinds()}
      </section>
      <section class="sheet" aria-labelledby="buyer">
        <h2 id="buyer">${say('buyer')}</h2>
        ${this.chosen ? this.#picked(this.chosen) : html`${this.#search()}${this.#buyer()}`}
      </section>
      <section class="sheet" aria-labelledby="contact">
        <h2 id="contact">${say('contact')}</h2>
        <p class="muted">${say(needsContact ? 'contactNeeded' : 'contactFree')}</p>
        ${this.#field('buyerEmail', 'email', { keys: 'email', filledBy: 'email' })}
        ${this.#field('buyerMobile', 'mobile', { keys: 'tel', filledBy: 'tel' })}
      </section>
      ${failure ? html`<p class="problem" role="alert">${this.#sentence(failure)}</p>` : nothing}
      <button class="primary" ?disabled=${this.busy}>${say(this.busy ? 'sending' : 'send')}</button>
    </form>`;
  }

  #sentence(failure: Failure): string {
    const say = sayIn(this.language);
    if (failure.kind === 'wait') return say('wait', { seconds: failure.seconds });
    if (failure.kind !== 'told') return say(failure.kind === 'over' ? 'over' : 'failed');
    const unmarked = [...failure.fields].flatMap(([member, text]) => (marked.has(member) ? [] : [text]));
    if (failure.fields.size === 0) return failure.text;
    return unmarked.length > 0 ? unmarked.join(' ') : say('mend');
  }

  #problem(member: string): string | undefined {
    return this.failure?.kind === 'told' ? this.failure.fields.get(member) : undefined;
  }

  /** Problems of what is not typed here. */
  #alone(members: readonly string[]) {
    return members.map((member) => {
      const problem = this.#problem(member);
      return problem ? html`<p class="problem">${problem}</p>` : nothing;
    });
  }

  #field(name: Typed, word: Word, { hint, required, keys, filledBy }: FieldOptions = {}): TemplateResult {
    const problem = this.#problem(name);
    const said = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
    return html`<div class="stack-2">
      <label for=${name}>${sayIn(this.language)(word)}</label>
      <input id=${name} type=${keys === 'email' ? 'email' : keys === 'tel' ? 'tel' : 'text'} inputmode=${keys ?? 'text'}
        autocomplete=${filledBy ?? 'off'} aria-required=${required ? 'true' : 'false'}
        aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${said || nothing} .value=${this.typed[name] ?? ''}
        @input=${(event: InputEvent & { readonly currentTarget: HTMLInputElement }) => {
          this.typed = { ...this.typed, [name]: event.currentTarget.value };
        }}>
      ${hint ? html`<span id="${name}-hint" class="muted small">${hint}</span>` : nothing}
      ${problem ? html`<span id="${name}-problem" class="problem">${problem}</span>` : nothing}
    </div>`;
  }

  #radio(group: string, value: string, label: string, isChosen: boolean, choose: () => void): TemplateResult {
    return html`<label class="radio"><input type="radio" name=${group} value=${value} .checked=${isChosen}
      @change=${choose}>${label}</label>`;
  }

  #types({ types }: ScanPage): TemplateResult {
    const say = sayIn(this.language);
    return html`<fieldset>
      <legend>${say('type')}</legend>
      ${types.map(({ value, label, special }) => {
        const text = special ? `${label[this.language]} · ${say('special')}` : label[this.language];
        return this.#radio('type', value, text, value === this.#typeOf(), () => {
          this.type = value;
        });
      })}
      ${this.#alone(['invoiceType'])}
    </fieldset>`;
  }

  #typeOf(): string {
    return this.type || (this.page?.types[0]?.value ?? '');
  }

  #kinds(): TemplateResult {
    if (this.chosen) return html``;
    const say = sayIn(this.language);
    return html`<fieldset>
      <legend>${say('forWhom')}</legend>
      ${(['company', 'person'] as const).map((kind) =>
        this.#radio('kind', kind, say(kind), kind === this.kind, () => {
          this.kind = kind;
        }),
      )}
    </fieldset>`;
  }

  #buyer(): TemplateResult {
    const isCompany = this.kind === 'company';
    const filledBy = isCompany ? 'organization' : 'name';
    return html`${this.#field('buyerName', isCompany ? 'companyName' : 'personName', { required: true, filledBy })}
      ${isCompany ? this.#field('buyerTaxNo', 'taxNo', { required: true }) : nothing}
      ${this.#alone(['choice'])}`;
  }

  #picked({ name, taxNo }: Title): TemplateResult {
    const say = sayIn(this.language);
    return html`<dl><dt>${say('chosen')}</dt><dd>${name}</dd>
        ${taxNo ? html`<dt>${say('taxNo')}</dt><dd>${taxNo}</dd>` : nothing}</dl>
      ${this.#alone(['choice', 'buyerName', 'buyerTaxNo'])}
      <button type="button" @click=${() => {
        this.chosen = null;
      }}>${say('change')}</button>`;
  }

  #search(): TemplateResult {
    const say = sayIn(this.language);
    const { found, searchFailure } = this;
    return html`<div class="stack-2">
      <label for="find">${say('find')}</label>
      <input id="find" type="text" autocomplete="off" aria-describedby="find-hint" .value=${this.find}
        @input=${(event: InputEvent & { readonly currentTarget: HTMLInputElement }) => {
          this.find = event.currentTarget.value;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          void this.#look();
        }}>
      <span id="find-hint" class="muted small">${say('findHint')}</span>
      <button type="button" ?disabled=${this.find.trim() === ''} @click=${() => void this.#look()}>${say('findButton')}</button>
      <div role="status" class="stack-2">
        ${searchFailure ? html`<p class="problem">${this.#sentence(searchFailure)}</p>` : nothing}
        ${found && found.items.length === 0 ? html`<p>${say(found.more ? 'more' : 'none')}</p>` : nothing}
        ${found && found.items.length > 0 ? html`<p class="muted">${say('found')}</p>` : nothing}
      </div>
      ${found?.items.map(
        (title) => html`<button type="button" class="found" @click=${() => this.#choose(title)}>
          ${title.name}${title.taxNo ? ` · ${title.taxNo}` : ''}</button>`,
      )}
    </div>`;
  }

  #choose(title: Title): void {
    this.chosen = title;
    this.kind = title.kind;
    this.found = null;
  }

  async #look(): Promise<void> {
    const find = this.find.trim();
    if (find === '' || !this.door) return;
    this.searchFailure = null;
    try {
      const asked = { path: { key: this.key }, body: { find } };
      this.found = await this.door.call('POST /api/scan/titles/:key', asked);
    } catch (error) {
      this.found = null;
      this.searchFailure = failureOf(error);
    }
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { slip } = this.page ?? {};
    const { buyerName, buyerTaxNo, ...contact } = this.typed;
    const own = {
      ...(buyerName === undefined ? {} : { buyerName }),
      ...(buyerTaxNo === undefined || this.kind === 'person' ? {} : { buyerTaxNo }),
    };
    const detail: ScanFilled = {
      invoiceType: this.#typeOf(),
      buyerKind: this.kind,
      ...(this.chosen ? { choice: this.chosen.choice } : own),
      ...contact,
      ...(slip ?? {}),
    };
    this.dispatchEvent(new CustomEvent('send', { detail }));
  }
}

customElements.define('gj-scan-form', GjScanForm);
