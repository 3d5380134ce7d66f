import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../metadata/common/json.ts';
import { conditionWords } from '../../fields/condition-words.ts';
import { BoxSize } from '../../kit/base/box-size.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { Phone } from '../../kit/base/phone.ts';
import { pixelsOf } from '../../kit/base/text-width.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { filterShape, quickField } from '../state/filter-shape.ts';
import { fieldName, filterFields, type ListField } from '../state/list-field.ts';
import { isFiltered, type ListState } from '../state/list-state.ts';
import type { GjFilter } from './gj-filter.ts';
import './gj-add-filter.ts';
import './gj-filter.ts';

/** In pixels: between parts of the bar, the box at least, a button without its words, one without any. */
const [gap, box, around, square] = [8, 180, 34, 30];
/** By so much a filter grows as a rule once it says its value, in pixels. */
const grown = 60;
/** Of a condition in words, in pixels; all of it stands in the tooltip. */
const longest = 220;

/**
 * Above a list: search, quick filters as far as one line has room for them, the built condition. Tells `state` with what
 * changes, `build` for the editor.
 */
export class GjFilterBar extends withProperties(GjElement, {
  form: given<FormModel>(),
  state: given<ListState>(),
  /** Filters that the address asks for and nobody knows. Default: none. */
  unread: given<readonly string[]>(() => []),
  /** Filters that somebody put beside those of the form, by name. */
  added: state<readonly string[]>(() => []),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      .search {
        flex: 1 1 var(--gj-size-180);
        max-width: var(--gj-size-240);
      }
      .search input {
        padding-inline-start: var(--gj-size-30);
        text-overflow: ellipsis;
      }
      .search .icon {
        position: absolute;
        inset: 0 auto 0 var(--gj-2);
        margin-block: auto;
        pointer-events: none;
      }
      .condition {
        max-width: var(--gj-size-220);
      }
      button.on {
        border-color: var(--gj-accent);
      }
      .filters {
        display: contents;
      }
      @media (max-width: 600px) {
        .filters {
          display: flex;
          flex: 1 1 100%;
          gap: var(--gj-2);
          min-width: 0;
          overflow-x: auto;
          scrollbar-width: none;
        }
        .filters > * {
          flex: none;
        }
        .search {
          flex: 1 0 100%;
          max-width: none;
        }
        .search input {
          height: var(--gj-size-36);
        }
      }
    `,
  ];

  readonly #room = new BoxSize(this);
  readonly #phone = new Phone(this);
  readonly #words = new Loading<string | undefined, readonly [condition: Json, form: string]>(this, {
    key: () => (this.state.condition ? [this.state.condition as Json, this.form.id] : undefined),
    load: ([condition, form]) => conditionWords(condition, form, language()),
  });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed = '';

  override focus(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>('.search input');
    input?.focus();
    input?.select();
  }

  /** The form's own, and the state where records can be switched off. */
  get #usual(): readonly ListField[] {
    const { form } = this;
    const own = form.list.filters.map((id) => fieldName(form, id));
    const always = form.kind === 'master' ? ['enabled'] : [];
    return [...new Set([...own, ...always])].flatMap((name) => quickField(form, name) ?? []);
  }

  /** The usual ones that fit into one line, and whatever else is in use: what is used moves none of the others. */
  get #fields(): readonly ListField[] {
    const { form, state } = this;
    const usual = this.#usual;
    const used = new Set([...this.added, ...Object.keys(state.quick)]);
    const fitting = usual.slice(0, this.#fitting(usual));
    const others = [...used].flatMap((name) => quickField(form, name) ?? []);
    return [...new Map([...fitting, ...others].map((field) => [field.name, field])).values()];
  }

  /** By the length of their names, before any is drawn. On a phone they go on sideways. */
  #fitting(fields: readonly ListField[]): number {
    const { width } = this.#room;
    if (width === 0 || this.#phone.is) return fields.length;
    const built = Math.min(longest, pixelsOf(this.#condition));
    const last = Math.max(pixelsOf(conditionFilter()), built) + around;
    // What takes the filters away comes with the first of them, which then says its value: neither begins a second line.
    const clear = gap + pixelsOf(clearFilters()) + around;
    let left = width - box - gap - square - gap - last - clear - grown;
    const first = fields.findIndex(({ label }) => {
      left -= pixelsOf(say(label)) + around + gap;
      return left < 0;
    });
    return first < 0 ? fields.length : first;
  }

  #filter({ name, values }: { readonly name: string; readonly values: readonly string[] }): void {
    const { [name]: _, ...others } = this.state.quick;
    // The same places in the address, whatever was picked first.
    this.emit('state', { quick: values.length > 0 ? { ...this.state.quick, [name]: values } : others });
  }

  #search(text: string, wait: number): void {
    clearTimeout(this.#timer);
    this.#typed = text;
    this.#timer = setTimeout(this.#ask, wait);
  }

  /** Whoever leaves the box has said what is sought: what he does next is done to that. */
  readonly #leave = () => {
    if (this.#timer !== undefined) this.#ask();
  };

  readonly #ask = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const q = this.#typed.trim();
    if (q !== this.state.q) this.emit('state', { q });
  };

  /** Nothing is taken from whoever is typing, not the blank before the next word either. */
  get #sought(): string {
    const isTyping = this.#timer !== undefined || this.#typed.trim() === this.state.q;
    return isTyping ? this.#typed : this.state.q;
  }

  async #add(name: string): Promise<void> {
    this.added = [...this.added, name];
    await this.updateComplete;
    this.renderRoot.querySelector<GjFilter>(`gj-filter[data-name="${name}"]`)?.show();
  }

  /** The built condition in words; until they are there, that there is one. */
  get #condition(): string {
    if (!this.state.condition) return '';
    const said = this.#words.value ?? '';
    return said === '' ? conditionFilter() : msg(str`条件：${said}`, { id: 'condition-filter-on' });
  }

  override render() {
    const { state, form } = this;
    const words = this.#condition;
    const fields = this.#fields;
    const shown = new Set(fields.map(({ name }) => name));
    const rest = [...this.#usual, ...filterFields(form).filter((field) => filterShape(field))];
    const others = [...new Map(rest.map((field) => [field.name, field])).values()].filter(
      ({ name }) => !shown.has(name),
    );
    return html`
      ${this.#box()}
      <div class="filters">${repeat(
        fields,
        ({ name }) => name,
        (
          field,
        ) => html`<gj-filter data-name=${field.name} .field=${field} .values=${state.quick[field.name] ?? []}
          @filter=${(event: CustomEvent) => this.#filter(event.detail)}></gj-filter>`,
      )}
      ${
        others.length > 0
          ? html`<gj-add-filter .fields=${others}
              @add=${(event: CustomEvent<string>) => this.#add(event.detail)}></gj-add-filter>`
          : nothing
      }
      <span class="inline centred shrinks">
        <button class=${state.condition ? 'on chosen' : 'plain'} @click=${() => this.emit('build')}>${icon('filter')}${
          state.condition
            ? html`<span class="condition ellipsis" title=${words}>${words}</span>`
            : conditionFilter()
        }</button>
      </span>
      ${
        isFiltered(state)
          ? html`<button class="plain" @click=${() => {
              this.added = [];
              this.emit('state', { q: '', quick: {}, condition: null });
            }}>${clearFilters()}</button>`
          : nothing
      }</div>
      ${
        this.unread.length > 0
          ? html`<p class="fills in-warn breaks" role="status">${msg(
              str`链接里的筛选“${listed(this.unread)}”无法识别，没有生效`,
              { id: 'filters-unread' },
            )}</p>`
          : nothing
      }
      <slot></slot>
    `;
  }

  #box(): TemplateResult {
    const { form } = this;
    const looked = form.list.search.map((id) => say(form.byId.get(id)?.label)).filter(Boolean);
    const hint =
      looked.slice(0, 3).join(session.language === 'zh' ? '、' : ', ') || msg('查找', { id: 'find' });
    const label = msg('在列表中查找', { id: 'search-list' });
    return html`<div class="search relative muted">${icon('search')}<input class="plain" type="search" aria-label=${label}
      aria-keyshortcuts="/" placeholder=${hint} title="${label}: ${hint}" autocomplete="off" maxlength="200"
      .value=${this.#sought}
      @input=${(event: InputEvent) => {
        if (!event.isComposing) this.#search((event.target as HTMLInputElement).value, 300);
      }}
      @blur=${this.#leave}
      @compositionend=${(event: Event) => this.#search((event.target as HTMLInputElement).value, 300)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        if (event.key === 'Enter') this.#search((event.target as HTMLInputElement).value, 0);
        else if (event.key !== 'ArrowDown') return;
        // The key is for the search: the list that the keys go to now would scroll by it.
        event.preventDefault();
        this.emit('to-list');
      }} /></div>`;
  }
}

function clearFilters(): string {
  return msg('清除筛选', { id: 'clear-filters' });
}

function conditionFilter(): string {
  return msg('条件筛选', { id: 'condition-filter' });
}

customElements.define('gj-filter-bar', GjFilterBar);
