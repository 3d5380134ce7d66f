import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { isVirtual } from '../../../metadata/virtual.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { codeStyles } from '../../kit/styles/code-styles.ts';
import { withHidden } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { language, listed } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { nearFields } from './formula-near.ts';
import { formulaParams } from './formula-params.ts';
import { type FormulaPlace, inIds, inWords } from './formula-paths.ts';
import {
  type FormulaFlaw,
  flawsOf,
  goesBy,
  type Offer,
  offersFor,
  type TrialInput,
  trialInputs,
  tried,
  typedOf,
  unseenIn,
} from './formula-place.ts';
import type { PropertyAsk } from './property-ask.ts';

/** A formula as it is typed: names and functions are offered, mistakes marked where they stand, and the result tried. */
export class GjFormulaEditor extends withProperties(GjElement, {
  ask: given<PropertyAsk>(),
  /** The field whose default it is, evaluated when a record is made. Default: none. */
  begins: given<Field | null>(null),
  text: state(''),
  place: state<FormulaPlace | null>(null),
  offers: state<readonly Offer[]>(() => []),
  picked: state(0),
  samples: state<ReadonlyMap<string, string>>(() => new Map()),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    codeStyles,
    css`
      .typed {
        display: grid;
        position: relative;
      }
      .typed > * {
        grid-area: 1 / 1;
        margin: 0;
      }
      .marks {
        padding: var(--gj-1) var(--gj-2);
        border: var(--gj-edge-strong);
        border-color: transparent;
        color: transparent;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        pointer-events: none;
      }
      .marks mark {
        background: none;
        color: transparent;
        text-decoration: underline wavy var(--gj-error);
      }
      textarea {
        padding: var(--gj-1) var(--gj-2);
        background: none;
        resize: vertical;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .offers {
        max-height: var(--gj-size-160);
        overflow-y: auto;
      }
      .offers li {
        display: grid;
        gap: var(--gj-half);
        padding: var(--gj-1) var(--gj-2);
        cursor: pointer;
      }
      .offers li[aria-selected='true'] {
        background: var(--gj-picked);
      }
      /* Paths are long; the panel is not. */
      .meant button {
        max-width: 100%;
        height: auto;
        white-space: normal;
        overflow-wrap: anywhere;
        text-align: start;
      }
      .samples {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--gj-1);
        align-items: center;
      }
    `,
  ];
  #form: PropertyAsk['form'] | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ask')) return;
    if (this.ask.form !== this.#form) {
      this.#form = this.ask.form;
      this.place = this.#placeWith(new Map());
      void this.#learn(this.ask.form);
    }
    if (!this.#area?.matches(':focus')) this.#showSaid();
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null;
  }

  #placeWith(
    targets: FormulaPlace['targets'],
    known: Pick<FormulaPlace, 'calendar' | 'params'> = {},
  ): FormulaPlace {
    const [, path = ''] = this.ask.place.split('/');
    const field = fieldAtPath(this.ask.form, path);
    const drawn = design.drawn?.form;
    const { form } = this.ask;
    return {
      form: drawn?.described.id === form.id ? withHidden(form, drawn.hidden) : form,
      upper: upperOf(path),
      targets,
      ...(this.begins && { begins: this.begins }),
      ...(!this.begins && field && isVirtual(field) && { whenRead: true }),
      ...known,
    };
  }

  /** What references point at is not in the form that is designed. */
  async #learn(form: PropertyAsk['form']): Promise<void> {
    const [{ targets }, calendar, params] = await Promise.all([
      forms.around(form),
      session.api.call('GET /api/work-calendar').catch(() => undefined),
      formulaParams(form),
    ]);
    if (form !== this.#form) return;
    this.place = this.#placeWith(targets, { params, ...(calendar && { calendar }) });
    if (!this.#area?.matches(':focus')) this.#showSaid();
  }

  #showSaid(): void {
    const said = this.ask.state.value;
    this.text = typeof said === 'string' && this.place ? inWords(this.place, said) : '';
  }

  get #flaws(): readonly FormulaFlaw[] {
    return this.place && this.text.trim() !== '' ? flawsOf(this.place, this.text) : [];
  }

  #type(area: HTMLTextAreaElement): void {
    this.text = area.value;
    const isWhole = this.#flaws.length === 0;
    if (this.place) this.offers = offersFor(this.place, area.value.slice(0, area.selectionStart), isWhole);
    this.picked = 0;
    // What is not whole yet is kept when somebody leaves.
    if (isWhole) this.#put(true);
  }

  #put(typing: boolean): void {
    const text = this.text.trim();
    if (this.place) this.ask.set(text === '' ? undefined : inIds(this.place, text), { typing });
  }

  #keys(event: KeyboardEvent): void {
    const { offers } = this;
    if (offers.length === 0 || event.isComposing || event.ctrlKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) this.picked = (this.picked + step + offers.length) % offers.length;
    else if (event.key === 'Enter' || event.key === 'Tab') this.#take(offers[this.picked]);
    else if (event.key === 'Escape') {
      this.#area?.focus();
      this.offers = [];
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The offers stay while one goes from the text to them, or back. */
  #leave({ relatedTarget }: FocusEvent): void {
    const isWithin = relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget);
    if (!isWithin || !(relatedTarget as Element).matches('textarea, .offers')) this.offers = [];
  }

  /** However long the offers are, the one that is picked is seen. */
  protected override updated(changed: PropertyValues<this>): void {
    this.#tellFlaw();
    if (changed.has('picked') || changed.has('offers'))
      this.renderRoot.querySelector('.offers [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** To whoever is not to go on with a formula that is wrong. */
  #tellFlaw(): void {
    const [first] = this.#flaws;
    const flaw = first?.text ?? '';
    if (flaw !== this.#lastFlaw) this.emitUp('flawed', flaw);
    this.#lastFlaw = flaw;
  }
  #lastFlaw = '';

  #take(offer: Offer | undefined): void {
    const area = this.#area;
    if (!offer || !area) return;
    const word = typedOf(offer, area.value.slice(0, area.selectionStart));
    area.setRangeText(offer.text, area.selectionStart - word.length, area.selectionStart, 'end');
    area.focus();
    this.#type(area);
    this.offers = [];
  }

  override render() {
    const { ask, text } = this;
    const flaws = this.#flaws;
    const [first] = flaws;
    return html`<div class="typed surface rounded">
        <pre class="marks coded" aria-hidden="true">${marked(text, first)}</pre>
        <textarea class="blocks fills in-text coded edged-strong rounded" rows="3" spellcheck="false" autocomplete="off"
          aria-label=${ask.label} .value=${text} ?readonly=${ask.readonly} aria-invalid=${flaws.length > 0 || nothing}
          aria-describedby=${flaws.length > 0 ? 'wrong' : nothing}
          @input=${({ target }: Event) => this.#type(target as HTMLTextAreaElement)}
          @keydown=${(event: KeyboardEvent) => this.#keys(event)}
          aria-autocomplete="list" aria-controls=${this.offers.length > 0 ? 'offers' : nothing}
          aria-activedescendant=${this.offers.length > 0 ? `offer-${this.picked}` : nothing}
          @change=${() => this.#put(false)} @blur=${(event: FocusEvent) => this.#leave(event)}></textarea>
      </div>
      ${this.#offered()}
      ${
        flaws.length > 0
          ? html`<div class="small above-half in-error" id="wrong" role="alert">${flaws.map(
              (flaw) => html`<div>${flaw.text}${this.#meant(flaw)}</div>`,
            )}</div>`
          : html`${this.#trial()}${this.#notes()}`
      }`;
  }

  /** Offers what somebody may have meant. */
  #meant({ from, to, unknown }: FormulaFlaw): TemplateResult | typeof nothing {
    const near = this.place && unknown !== undefined ? nearFields(this.place, unknown) : [];
    if (near.length === 0 || this.ask.readonly) return nothing;
    return html`<div class="meant flex wraps gap-1 above-half">${near.map(
      (offer) =>
        html`<button @click=${() => this.#replace({ from, to }, offer.text)}>${msg(
          str`改用 ${offer.text}（${offer.label}）`,
          { id: 'design-formula-meant' },
        )}</button>`,
    )}</div>`;
  }

  #replace({ from, to }: { readonly from: number; readonly to: number }, text: string): void {
    const area = this.#area;
    if (!area) return;
    area.setRangeText(text, from, to, 'end');
    area.focus();
    this.#type(area);
    this.offers = [];
  }

  #offered(): TemplateResult | typeof nothing {
    const { offers, picked } = this;
    if (offers.length === 0) return nothing;
    // A press would take the cursor out of the text before it is heard.
    return html`<ul class="offers surface edged rounded smaller above-half" role="listbox" id="offers" tabindex="0"
      aria-activedescendant=${`offer-${picked}`} aria-label=${msg('可用的字段和函数', { id: 'design-formula-offers' })}
      @keydown=${(event: KeyboardEvent) => this.#keys(event)} @blur=${(event: FocusEvent) => this.#leave(event)}>${offers.map(
        (offer, at) => html`<li role="option" id=${`offer-${at}`} aria-selected=${at === picked}
          @pointerdown=${(event: Event) => {
            event.preventDefault();
            this.#take(offer);
          }}><code>${offer.text}</code><span class="muted breaks">${offer.label}</span></li>`,
      )}</ul>`;
  }

  /** The result of values that somebody may change. */
  #trial(): TemplateResult | typeof nothing {
    const { ask, place, text, samples } = this;
    if (!place || text.trim() === '' || ask.wrong !== undefined) return nothing;
    const inputs = trialInputs(place, text, samples);
    const [, path = ''] = ask.place.split('/');
    const result = tried(place, text, inputs, fieldAtPath(ask.form, path) ?? { props: {} });
    if (result === undefined) return nothing;
    return html`<div class="small above-half">
      ${inputs.length > 0 ? html`<div class="samples">${inputs.map((input) => this.#sample(input))}</div>` : nothing}
      <div class="above-half" role="status">${
        result !== ''
          ? msg(str`计算结果：${result}`, { id: 'design-formula-gives' })
          : inputs.length > 0 && inputs.every((one) => one.text.trim() !== '') && text.includes('/')
            ? msg('除数为 0，结果为空', { id: 'design-formula-by-zero' })
            : msg('计算结果为空', { id: 'design-formula-gives-none' })
      }</div></div>`;
  }

  /** What else it goes by, and when its values follow. */
  #notes(): TemplateResult | typeof nothing {
    const { place, text } = this;
    if (!place || text.trim() === '') return nothing;
    const { calendar, org } = goesBy(place, text);
    const kept = msg('设置和参数取保存时的值；改变后，已保存的值到下次保存时才重新计算。', {
      id: 'design-formula-settings',
    });
    return html`${unseenNote(unseenIn(place, text))}${calendar ? this.#calendar(place) : nothing}
      ${org && !place.begins && !place.whenRead ? html`<div class="small muted above-half">${kept}</div>` : nothing}`;
  }

  #calendar({ calendar, begins, whenRead }: FormulaPlace): TemplateResult {
    const used =
      typeof calendar?.number === 'string'
        ? msg(str`工作日按本组织的工作日历“${calendar.number}”计算。`, { id: 'design-formula-calendar' })
        : msg('本组织没有工作日历，工作日为周一至周五。', { id: 'design-formula-no-calendar' });
    const later = msg('日历修改后，已保存的值由后台任务重新计算。', { id: 'design-formula-recounted' });
    return html`<div class="small muted above-half">${used} ${begins || whenRead ? nothing : later}</div>`;
  }

  #sample({ path, label, text }: TrialInput): TemplateResult {
    const put = ({ target }: Event) => {
      this.samples = new Map([...this.samples, [path, (target as HTMLInputElement).value]]);
    };
    return html`<span class="muted breaks">${label}</span><input class="plain"
      aria-label=${msg(str`试算：${label}`, { id: 'design-formula-sample' })} .value=${text} autocomplete="off" @input=${put}
      @change=${(event: Event) => event.stopPropagation()} />`;
  }
}

/** Nobody finds on the form what is counted here. */
function unseenNote(unseen: readonly string[]): TemplateResult | typeof nothing {
  if (unseen.length === 0) return nothing;
  const fields = listed(unseen.map((label) => (language() === 'zh' ? `“${label}”` : label)));
  const note = msg(str`${fields}已隐藏，表单上看不到，但其中的值仍参与计算。`, {
    id: 'design-formula-hidden',
  });
  return html`<div class="small above-half" role="note">${note}</div>`;
}

/** The text with its first mistake marked; the end of a text has a place of its own. */
function marked(text: string, flaw: FormulaFlaw | undefined): TemplateResult {
  if (!flaw) return html`${text}`;
  const wrong = text.slice(flaw.from, flaw.to) || '\u00a0';
  return html`${text.slice(0, flaw.from)}<mark>${wrong}</mark>${text.slice(flaw.to)}`;
}
customElements.define('gj-formula-editor', GjFormulaEditor);
