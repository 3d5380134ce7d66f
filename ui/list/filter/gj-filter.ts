import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type Pointed, pointedIn, pointedText } from '../../../metadata/kinds/common/pointed.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { GjDay } from '../../kit/gj-day.ts';
import type { GjPop } from '../../kit/gj-pop.ts';
import { recordNames } from '../../model/record-names.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { filterShape } from '../state/filter-shape.ts';
import type { ListField } from '../state/list-field.ts';
import { endsOf, rangeOf } from '../state/list-filter.ts';
import { spans, spanText } from '../state/spans.ts';
import { filterValue, presence } from './filter-value.ts';
import type { PickLine } from './gj-pick-list.ts';
import '../../kit/gj-day.ts';
import './gj-pick-list.ts';
import '../../kit/gj-pop.ts';
import './gj-record-picks.ts';

/** A quick filter: says what it holds, and opens the control that fits. Tells `filter` with the values. */
export class GjFilter extends withProperties(GjElement, {
  field: given<ListField>(),
  values: given<readonly string[]>(() => []),
  opened: state(false),
  names: state<ReadonlyMap<string, string>>(() => new Map()),
  wrong: state<string | null>(null),
  /** The form whose records are looked for, where there are several. */
  sought: state<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .label {
        max-width: var(--gj-size-240);
      }
      .ends input {
        width: var(--gj-size-110);
      }
      .presets {
        max-width: var(--gj-size-320);
      }
    `,
  ];

  show(): void {
    void this.updateComplete.then(() => this.#pop?.show());
  }

  get #pop(): GjPop | null {
    return this.renderRoot.querySelector('gj-pop');
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('values') && isOfRecords(this.field)) void this.#learn();
  }

  /** Looks up the names of the picked records, which are held by id. */
  async #learn(): Promise<void> {
    const ids = this.values.filter((id) => !this.names.has(id));
    if (ids.length === 0) return;
    const byForm = Map.groupBy(ids, (value) => this.#pointed(value).form);
    const found = await Promise.all(
      [...byForm].map(async ([form, values]) => {
        const names = await recordNames(
          form,
          values.map((value) => this.#pointed(value).id),
        );
        return values.map((value) => {
          const known = names.get(this.#pointed(value).id);
          return [value, known?.name ?? known?.number ?? ''] as const;
        });
      }),
    );
    this.names = new Map([...this.names, ...found.flat()]);
  }

  /** A value as it is held: an id, or one that says its form. */
  #pointed(value: string): Pointed {
    const own = this.field.targets ? pointedIn(value) : undefined;
    return own ?? { form: this.field.target ?? '', id: value };
  }

  #tell(values: readonly string[]): void {
    this.emit('filter', { name: this.field.name, values });
  }

  override render() {
    const { field, values } = this;
    const label = say(field.label);
    const said = filterValue(field, values, this.names);
    const whole = said === '' ? label : `${label}: ${said}`;
    return html`<gj-pop look="filter" label=${whole} ?active=${said !== ''}
      @toggled=${(event: CustomEvent<boolean>) => {
        this.opened = event.detail;
        this.wrong = null;
      }}>
      <span slot="button" class="label ellipsis shrinks" title=${whole}>${whole}</span><span
          slot="button">${icon('down', 12)}</span>
      ${this.opened ? this.#control(label) : nothing}
      ${
        this.opened && values.length > 0
          ? html`<footer class="flex at-end pad-1-2 ruled-above"><button class="plain" @click=${() => {
              this.#tell([]);
              this.#pop?.hide();
              this.#pop?.focus();
            }}>${msg('清除', { id: 'clear' })}</button></footer>`
          : nothing
      }
    </gj-pop>`;
  }

  #control(label: string): TemplateResult | typeof nothing {
    const { field, values } = this;
    const change = (event: CustomEvent<readonly string[]>) => {
      event.stopPropagation();
      this.#tell(event.detail);
    };
    const shape = filterShape(field);
    switch (shape) {
      case 'options':
      case 'presence':
        return html`<gj-pick-list data-first label=${label} .lines=${this.#options()} .picked=${values}
          ?single=${field.comparison === 'boolean' || shape === 'presence'} @change=${change}></gj-pick-list>`;
      case 'records':
        return html`<gj-record-picks data-first label=${label} target=${field.target ?? ''} .picked=${values}
          @change=${change}></gj-record-picks>`;
      case 'any-records':
        return this.#anyRecords(label, change);
      case 'days':
      case 'moments':
        return this.#days(label);
      case 'numbers':
      case 'times':
        return this.#numbers(label);
      case 'text':
        return html`<div class="stack-2 pad-3"><input class="plain" data-first aria-label=${label} .value=${values[0] ?? ''}
          placeholder=${msg('包含', { id: 'filter-contains' })} autocomplete="off"
          @keydown=${this.#enter} @change=${(event: Event) => {
            event.stopPropagation();
            const text = (event.target as HTMLInputElement).value.trim();
            this.#tell(text === '' ? [] : [text]);
          }} /></div>`;
      default:
        return nothing;
    }
  }

  /** Records of one form after the other; those that were picked of others stay. */
  #anyRecords(label: string, change: (event: CustomEvent<readonly string[]>) => void): TemplateResult {
    const { targets = [] } = this.field;
    const own = this.values.map((value) => this.#pointed(value));
    const form = this.sought ?? own[0]?.form ?? targets[0]?.id ?? '';
    const tell = (event: CustomEvent<readonly string[]>) => {
      const others = own.filter((one) => one.form !== form);
      const all = [...others, ...event.detail.map((id) => ({ form, id }))].map(pointedText);
      event.stopPropagation();
      change(new CustomEvent('change', { detail: all }));
    };
    return html`<div class="stack-2 pad-2">
      <select class="plain" aria-label=${msg(str`${label}：表单`, { id: 'pick-form-of' })} @change=${(
        event: Event,
      ) => {
        event.stopPropagation();
        this.sought = (event.target as HTMLSelectElement).value;
      }}>${targets.map(
        (one) => html`<option value=${one.id} .selected=${one.id === form}>${say(one.label)}</option>`,
      )}</select>
      ${keyed(
        form,
        html`<gj-record-picks data-first label=${label} target=${form}
          .picked=${own.filter((one) => one.form === form).map(({ id }) => id)} @change=${tell}></gj-record-picks>`,
      )}
    </div>`;
  }

  #options(): readonly PickLine[] {
    const { field } = this;
    if (filterShape(field) === 'presence')
      return [true, false].map((there) => ({ value: String(there), text: presence(there) }));
    if (field.name === 'enabled')
      return [
        { value: 'true', text: msg('启用', { id: 'enabled' }) },
        { value: 'false', text: msg('禁用', { id: 'disabled' }) },
      ];
    const options = field.options ?? field.titles;
    if (!options)
      return [
        { value: 'true', text: msg('是', { id: 'yes' }) },
        { value: 'false', text: msg('否', { id: 'no' }) },
      ];
    const known = options.map(({ value, label }) => ({ value, text: label[session.language] || value }));
    // Codes that nothing names can be asked for, too: what was picked is there to be taken back.
    const isNamed = (value: string) => options.some((option) => option.value === value);
    const codes = field.titles ? this.values.filter((value) => !isNamed(value)) : [];
    return [...known, ...codes.map((value) => ({ value, text: value }))];
  }

  #enter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    (event.target as HTMLElement).blur();
    this.#pop?.hide();
    this.#pop?.focus();
  }

  #range(from: string, to: string): void {
    const range = rangeOf(from, to);
    this.#tell(range === undefined ? [] : [range]);
  }

  #days(label: string): TemplateResult {
    const [from, to] = endsOf(this.values[0]);
    const day = (of: string, value: string, change: (day: string) => void, first: boolean) =>
      html`<gj-day ?data-first=${first} label="${label} ${of}" value=${value} @change=${(event: Event) => {
        change((event.target as GjDay).value);
      }}></gj-day>`;
    return html`<div class="stack-2 pad-3">
      <div class="ends across">
        ${day(msg('从', { id: 'from' }), from, (next) => this.#range(next, to), true)}
        <span class="muted">–</span>
        ${day(msg('到', { id: 'to' }), to, (next) => this.#range(from, next), false)}
      </div>
      <div class="presets flex wraps gap-1">${spans.map(
        (span) =>
          html`<button class="slim" aria-pressed=${this.values[0] === span}
            @click=${() => this.#tell([span])}>${spanText(span)}</button>`,
      )}</div>
    </div>`;
  }

  #numbers(label: string): TemplateResult {
    const [from, to] = endsOf(this.values[0]);
    const mode = filterShape(this.field) === 'numbers' ? 'decimal' : 'text';
    const end = (of: string, value: string, change: (number: string) => void, first: boolean) =>
      html`<input class="plain" inputmode=${mode} ?data-first=${first} aria-label="${label} ${of}" placeholder=${of}
        autocomplete="off" .value=${filterValue(this.field, value ? [`${value}..${value}`] : [], this.names)}
        @keydown=${this.#enter} @change=${(event: Event) => {
          event.stopPropagation();
          void this.#number((event.target as HTMLInputElement).value, change);
        }} />`;
    return html`<div class="stack-2 pad-3"><div class="ends across">
        ${end(msg('从', { id: 'from' }), from, (next) => this.#range(next, to), true)}
        <span class="muted">–</span>
        ${end(msg('到', { id: 'to' }), to, (next) => this.#range(from, next), false)}
      </div>${this.wrong ? html`<p class="small problem" role="alert">${this.wrong}</p>` : nothing}</div>`;
  }

  async #number(text: string, change: (number: string) => void): Promise<void> {
    this.wrong = null;
    const { field } = this.field;
    if (text.trim() === '' || !field) return change(text.trim());
    const { uiKind } = await import('../../fields/kinds/index.ts');
    const own = field.inner ?? field;
    const read = uiKind(own).read?.(text, own) ?? own.kind.parse(text, own, session.language);
    if (read.ok) change(String(read.value));
    else
      this.wrong =
        filterShape(this.field) === 'times'
          ? msg(str`“${text}”不是时间`, { id: 'filter-not-a-time' })
          : msg(str`“${text}”不是数字`, { id: 'not-a-number' });
  }
}
customElements.define('gj-filter', GjFilter);

function isOfRecords(field: ListField): boolean {
  const shape = filterShape(field);
  return shape === 'records' || shape === 'any-records';
}
