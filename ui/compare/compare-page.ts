import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { putInBasket } from '../basket/put-in-basket.ts';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { notify } from '../kit/gj-notices.ts';
import { icon } from '../kit/icons.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { fromChip, keyShown, valueShown } from '../params/parameter-words.ts';
import { plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { CompareData, type Pair, type Side } from './compare-data.ts';
import '../kit/gj-day.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';

/** Two organisations, or two days of one, side by side; what the left reads can be taken over by the right, through the basket. */
export class ComparePage extends withProperties(GjElement, {
  a: state<Side>(() => sideOf('a')),
  b: state<Side>(() => sideOf('b')),
  picked: state<ReadonlySet<string>>(() => new Set()),
  all: state(false),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
      .sides {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        gap: var(--gj-3);
        align-items: end;
        margin-block-end: var(--gj-3);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2);
        margin: 0;
        padding: var(--gj-2) var(--gj-3) var(--gj-3);
        border: 1px solid var(--gj-line);
        border-radius: 6px;
        background: var(--gj-surface);
      }
      legend {
        padding: 0 4px;
        color: var(--gj-muted);
        font-size: var(--gj-text-s);
      }
      select {
        flex: 1 1 160px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-3);
        margin-block-end: var(--gj-3);
      }
      .bar label {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .frame {
        overflow: auto;
        border: 1px solid var(--gj-line);
        border-radius: 6px;
        background: var(--gj-surface);
      }
      table.plain {
        table-layout: fixed;
      }
      th.box {
        width: 36px;
      }
      tr.differs td.value {
        background: color-mix(in srgb, var(--gj-warn) 8%, transparent);
      }
      code {
        display: block;
        font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
        color: var(--gj-muted);
        overflow-wrap: anywhere;
      }
      .badge {
        height: auto;
        min-height: 20px;
        white-space: normal;
      }
      @media (max-width: 760px) {
        .sides {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  readonly #data = new CompareData(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#data.load(this.a, this.b);
  }

  #change(name: 'a' | 'b', change: Partial<Side>): void {
    this[name] = { ...this[name], ...change };
    this.#reload();
  }

  #reload(): void {
    this.picked = new Set();
    const { a, b } = this;
    const query = new URLSearchParams({ a: a.org, b: b.org });
    if (a.day) query.set('aDay', a.day);
    if (b.day) query.set('bDay', b.day);
    router.rewrite(query);
    void this.#data.load(a, b);
  }

  #swap(): void {
    [this.a, this.b] = [this.b, this.a];
    this.#reload();
  }

  /** What the left reads becomes the right's own, once it is published. */
  async #takeOver(): Promise<void> {
    const pairs = (this.#data.pairs ?? []).filter(({ path }) => this.picked.has(path));
    this.busy = true;
    try {
      await putInBasket(
        pairs.map(({ definition, key, a }) => ({
          ...{ action: 'set', type: definition.type, key, org: this.b.org },
          value: a?.value ?? null,
        })),
      );
      this.picked = new Set();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    } finally {
      this.busy = false;
    }
  }

  #pick(path: string, on: boolean): void {
    const picked = new Set(this.picked);
    if (on) picked.add(path);
    else picked.delete(path);
    this.picked = picked;
  }

  override render() {
    const { pairs, failure } = this.#data;
    return html`<gj-page-head heading=${msg('参数对比', { id: 'compare' })}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/parameters">${msg('参数', { id: 'parameters' })}</a></nav>
      </gj-page-head>
      <div class="sides">${this.#side('a', msg('左边', { id: 'compare-left' }))}
        <button aria-label=${msg('左右交换', { id: 'compare-swap' })} title=${msg('左右交换', { id: 'compare-swap' })} @click=${() => this.#swap()}>⇄</button>
        ${this.#side('b', msg('右边', { id: 'compare-right' }))}</div>
      ${
        failure !== null
          ? html`<gj-state .failure=${failure} @retry=${() => this.#data.load(this.a, this.b)}></gj-state>`
          : pairs
            ? this.#compared(pairs)
            : html`<div aria-busy="true"></div>`
      }`;
  }

  #side(name: 'a' | 'b', label: string): TemplateResult {
    const side = this[name];
    const day = `${label} ${msg('日期（空：现在）', { id: 'compare-day' })}`;
    return html`<fieldset><legend>${label}</legend>
      <select class="plain" aria-label=${`${label} ${msg('组织', { id: 'organisation' })}`} @change=${(
        event: Event,
      ) => this.#change(name, { org: (event.target as HTMLSelectElement).value })}>
        ${(session.who?.organisations ?? []).map(
          ({ number, name: called }) =>
            html`<option value=${number} .selected=${number === side.org}>${called}</option>`,
        )}</select>
      <gj-day .label=${day} .value=${side.day} title=${day} @change=${(event: Event) =>
        this.#change(name, { day: (event.target as HTMLElement & { value: string }).value })}></gj-day>
    </fieldset>`;
  }

  #compared(pairs: readonly Pair[]): TemplateResult {
    const differing = pairs.filter(({ differs }) => differs).length;
    const shown = this.all ? pairs : pairs.slice(0, differing);
    const target = session.who?.organisations.find(({ number }) => number === this.b.org)?.name ?? '';
    const count = this.picked.size;
    return html`<div class="bar">
        <span role="status">${plural(msg(str`${differing} 处不同`, { id: 'compare-differ' }))}</span>
        <label><input type="checkbox" .checked=${this.all} @change=${(event: Event) => {
          this.all = (event.target as HTMLInputElement).checked;
        }} />${msg('也显示相同的', { id: 'compare-all' })}</label>
        <button class="primary" ?disabled=${count === 0 || this.busy} @click=${() => this.#takeOver()}>${icon('basket')}${msg(
          str`把左边的值用于${target}（放入变更篮）`,
          { id: 'compare-take' },
        )}${count > 0 ? html` ${count}` : nothing}</button>
      </div>
      ${
        shown.length === 0
          ? html`<gj-state symbol="check" text=${msg('两边读到的值都一样。', { id: 'compare-same' })}></gj-state>`
          : html`<div class="frame" role="region" tabindex="0" aria-label=${msg('参数对比', { id: 'compare' })}><table class="plain">
              <thead><tr><th class="box"><span class="sr-only">${msg('选择', { id: 'compare-pick' })}</span></th>
                <th>${msg('参数', { id: 'parameters' })}</th><th>${this.#named(this.a)}</th><th>${this.#named(this.b)}</th></tr></thead>
              <tbody>${repeat(
                shown,
                ({ path }) => path,
                (pair) => this.#pair(pair),
              )}</tbody></table></div>`
      }`;
  }

  #named({ org, day }: Side): string {
    const name = session.who?.organisations.find(({ number }) => number === org)?.name ?? org;
    return [name, day].filter(Boolean).join(' ');
  }

  #pair({ path, key, definition, a, b, differs }: Pair): TemplateResult {
    const name = say(definition.label);
    const side = (one: Pair['a'], org: string) =>
      one
        ? html`${valueShown(one.value, definition)} <div>${fromChip(one.from, org)}</div>`
        : html`<span class="muted">${msg('没有这个参数', { id: 'param-was-not-there' })}</span>`;
    return html`<tr class=${differs ? 'differs' : ''}>
      <td>${
        differs && a
          ? html`<input type="checkbox" aria-label=${msg(str`选择 ${name}`, { id: 'compare-pick-row' })} .checked=${this.picked.has(path)}
              @change=${(event: Event) => this.#pick(path, (event.target as HTMLInputElement).checked)} />`
          : nothing
      }</td>
      <td><a href=${`/parameters?${new URLSearchParams({ open: path })}`}>${name}</a><code>${definition.type} / ${keyShown(key, definition)}</code></td>
      <td class="value">${side(a, this.a.org)}</td><td class="value">${side(b, this.b.org)}</td>
    </tr>`;
  }
}

function sideOf(name: 'a' | 'b'): Side {
  const { query } = router.place;
  const known = (number: string | null) =>
    session.who?.organisations.find((org) => org.number === number)?.number;
  return { org: known(query.get(name)) ?? session.org?.number ?? '', day: query.get(`${name}Day`) ?? '' };
}
customElements.define('gj-compare-page', ComparePage);
