import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SentItem } from '../basket/change-set.ts';
import { putInBasket } from '../basket/put-in-basket.ts';
import { failureText } from '../kit/failure-text.ts';
import type { Action } from '../kit/gj-actions.ts';
import { GjElement } from '../kit/gj-element.ts';
import { notify } from '../kit/gj-notices.ts';
import type { Tab } from '../kit/gj-tabs.ts';
import { icon } from '../kit/icons.ts';
import { state, withProperties } from '../kit/with-properties.ts';
import { fromChip, isSecret, keyShown, valueShown } from '../params/parameter-words.ts';
import { plural, say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { CompareData, type Pair, type Side } from './compare-data.ts';
import { compareStyles } from './compare-styles.ts';
import { nameCell } from './name-cell.ts';
import '../kit/gj-day.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';
import '../kit/gj-tabs.ts';

/** Two organisations, or two days of one, side by side; what the left reads can be taken over by the right, through the basket. */
export class ComparePage extends withProperties(GjElement, {
  a: state<Side>(() => sideOf('a')),
  b: state<Side>(() => sideOf('b')),
  picked: state<ReadonlySet<string>>(() => new Set()),
  all: state(false),
  copying: state(() => router.place.query.has('copy')),
  /** Organisations and days, or files. */
  view: state<'orgs' | 'files'>(() => (router.place.query.get('view') === 'files' ? 'files' : 'orgs')),
  busy: state(false),
}) {
  static override styles = [
    shared,
    compareStyles,
    css`
      :host {
        padding: 0 var(--gj-4) var(--gj-4);
      }
    `,
  ];
  readonly #data = new CompareData(this);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.copying) void import('./gj-copy-values.ts');
    if (this.view === 'files') void import('./gj-compare-files.ts');
    else void this.#data.load(this.a, this.b);
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
      await putInBasket(pairs.flatMap((pair) => takingOver(pair, this.b.org)));
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

  #look(view: 'orgs' | 'files'): void {
    this.view = view;
    if (view === 'orgs') this.#reload();
    else {
      router.rewrite(new URLSearchParams({ view }));
      void import('./gj-compare-files.ts');
    }
  }

  override render() {
    const tabs: readonly Tab[] = [
      { key: 'orgs', text: msg('组织与日期', { id: 'compare-orgs' }) },
      { key: 'files', text: msg('文件', { id: 'compare-files' }) },
    ];
    const actions: readonly Action[] = [
      { key: 'copy', text: msg('复制到其他组织…', { id: 'copy-open' }), icon: 'copy' },
    ];
    return html`<gj-page-head heading=${msg('参数对比', { id: 'compare' })} .actions=${actions} @act=${async () => {
      await import('./gj-copy-values.ts');
      this.copying = true;
    }}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/parameters">${msg('参数', { id: 'parameters' })}</a></nav>
        <gj-tabs slot="tabs" .tabs=${tabs} tab=${this.view} @tab=${({ detail }: CustomEvent<'orgs' | 'files'>) => this.#look(detail)}></gj-tabs>
      </gj-page-head>
      ${this.view === 'files' ? html`<gj-compare-files></gj-compare-files>` : this.#orgs()}
      ${
        this.copying
          ? html`<gj-copy-values from=${this.a.org} @closed=${() => {
              this.copying = false;
            }}></gj-copy-values>`
          : nothing
      }`;
  }

  #orgs(): TemplateResult {
    const { pairs, failure } = this.#data;
    return html`<div class="sides">${this.#side('a', msg('左边', { id: 'compare-left' }))}
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
        differs && a && !isSecret(definition)
          ? html`<input type="checkbox" aria-label=${msg(str`选择 ${name}`, { id: 'compare-pick-row' })} .checked=${this.picked.has(path)}
              @change=${(event: Event) => this.#pick(path, (event.target as HTMLInputElement).checked)} />`
          : nothing
      }</td>
      <td>${nameCell({ path, name, code: `${definition.type} / ${keyShown(key, definition)}`, danger: definition.danger })}</td>
      <td class="value">${side(a, this.a.org)}</td><td class="value">${side(b, this.b.org)}</td>
    </tr>`;
  }
}

/** What makes the right read what the left does: what nobody set on the left is nobody's own on the right either. */
function takingOver({ definition, key, a, b }: Pair, org: string): readonly SentItem[] {
  const place = { type: definition.type, key, org };
  if (a?.isSet || !b || b.own.length === 0) return [{ action: 'set', ...place, value: a?.value ?? null }];
  return b.own.map(({ validFrom, validTo, revision }) => ({
    ...{ action: 'unset', ...place },
    ...{ validFrom, validTo, ifMatch: revision },
  }));
}

function sideOf(name: 'a' | 'b'): Side {
  const { query } = router.place;
  const known = (number: string | null) =>
    session.who?.organisations.find((org) => org.number === number)?.number;
  return { org: known(query.get(name)) ?? session.org?.number ?? '', day: query.get(`${name}Day`) ?? '' };
}
customElements.define('gj-compare-page', ComparePage);
