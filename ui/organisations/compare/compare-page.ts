import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { definitionsSeen } from '../../changes/definitions-known.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import type { Action } from '../../kit/gj-actions.ts';
import type { Tab } from '../../kit/gj-tabs.ts';
import { Loading } from '../../kit/loading.ts';
import type { SentItem } from '../../params/basket/change-set.ts';
import { putInBasket } from '../../params/basket/put-in-basket.ts';
import { seenSettings } from '../../params/parameter-read.ts';
import { codeShown, fromChip, isSecret, valueShown } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type Pair, readPairs, type Side } from './compare-data.ts';
import type { ComparedRow } from './gj-compared.ts';
import { nameCell } from './name-cell.ts';
import '../../fields/gj-org-pick.ts';
import '../../kit/gj-day.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-tabs.ts';
import './gj-compared.ts';

/**
 * Two organisations, or two days of one, side by side; what the left reads can be taken over by the right, through the
 * basket.
 */
export class ComparePage extends withProperties(GjElement, {
  a: state<Side>(() => sideOf('a')),
  b: state<Side>(() => sideOf('b')),
  /** Organisations and days, or files. */
  view: state<'orgs' | 'files'>(() => (router.place.query.get('view') === 'files' ? 'files' : 'orgs')),
}) {
  static override styles = [shared, page];
  readonly #definitions = definitionsSeen();
  readonly #pairs = new Loading<readonly Pair[], [Side, Side]>(this, {
    key: () => (this.view === 'orgs' ? [this.a, this.b] : undefined),
    load: (sides, signal) => readPairs(this.#definitions, sides, signal),
  });

  /** Who may set no parameter anywhere only looks. */
  readonly #maySet = new Loading(this, {
    load: async () => (await this.#definitions).some(({ may }) => may.somewhere),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (router.place.query.has('copy')) void this.#copy();
    if (this.view === 'files') void import('./gj-compare-files.ts');
  }

  async #copy(): Promise<void> {
    const { askCopyValues } = await import('./ask-copy-values.ts');
    await askCopyValues(this, this.a.org);
  }

  #change(name: 'a' | 'b', change: Partial<Side>): void {
    this[name] = { ...this[name], ...change };
    this.#reload();
  }

  #reload(): void {
    const { a, b } = this;
    const query = new URLSearchParams({ a: a.org, b: b.org });
    if (a.day) query.set('aDay', a.day);
    if (b.day) query.set('bDay', b.day);
    router.rewrite(query);
  }

  #swap(): void {
    [this.a, this.b] = [this.b, this.a];
    this.#reload();
  }

  /** Puts the values of the left into the basket, to become the right's own. */
  readonly #takeOver = async (ids: ReadonlySet<string>): Promise<void> => {
    const pairs = (this.#pairs.value ?? []).filter(({ path }) => ids.has(path));
    await putInBasket(pairs.flatMap((pair) => takingOver(pair, this.b.org)));
  };

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
    const mayCopy = this.#maySet.value === true;
    const copy: Action = { key: 'copy', text: msg('复制到其他组织…', { id: 'copy-open' }), icon: 'copy' };
    return html`<gj-page-head heading=${msg('参数对比', { id: 'compare' })} .actions=${mayCopy ? [copy] : []} @act=${this.#copy}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a
            href="/parameters">${msg('参数', { id: 'parameters' })}</a></nav>
        <gj-tabs slot="tabs" .tabs=${tabs} tab=${this.view}
            @tab=${({ detail }: CustomEvent<'orgs' | 'files'>) => this.#look(detail)}></gj-tabs>
      </gj-page-head>
      ${this.view === 'files' ? html`<gj-compare-files></gj-compare-files>` : this.#orgs()}`;
  }

  #orgs(): TemplateResult {
    return html`<div class="flex wraps low gap-3 below-3">${this.#side('a', msg('左边', { id: 'compare-left' }))}
        <button aria-label=${msg('左右交换', { id: 'compare-swap' })} title=${msg('左右交换', { id: 'compare-swap' })}
            @click=${() => this.#swap()}>⇄</button>
        ${this.#side('b', msg('右边', { id: 'compare-right' }))}</div>
      ${this.#pairs.shown((pairs) => this.#compared(pairs), { outline: { rows: 10 } })}`;
  }

  #side(name: 'a' | 'b', label: string): TemplateResult {
    const side = this[name];
    const day = `${label} ${msg('日期（空：现在）', { id: 'compare-day' })}`;
    return html`<fieldset class="chips broad pad-2-3 framed"><legend class="muted smaller">${label}</legend>
      <gj-org-pick required class="rest" label=${`${label} ${msg('组织', { id: 'organisation' })}`} .value=${side.org}
        @pick=${({ detail }: CustomEvent<string>) => this.#change(name, { org: detail })}></gj-org-pick>
      <gj-day .label=${day} .value=${side.day} title=${day} @change=${(event: Event) =>
        this.#change(name, { day: (event.target as HTMLElement & { value: string }).value })}></gj-day>
    </fieldset>`;
  }

  #compared(pairs: readonly Pair[]): TemplateResult {
    const { a, b } = this;
    const target = session.organisations.find(({ number }) => number === b.org)?.name ?? '';
    const isOne = a.org === b.org && a.day === b.day;
    return html`<gj-compared .rows=${pairs.map((pair) => this.#row(pair))}
        .heads=${[msg('参数', { id: 'parameters' }), this.#named(a), this.#named(b)]}
      .takeOver=${pairs.some(({ definition }) => definition.may.somewhere) ? this.#takeOver : null} take=${msg(str`把左边的值用于${target}（放入变更集）`, { id: 'compare-take' })}
      symbol=${isOne ? 'assign' : 'check'} alike=${
        isOne
          ? msg('两边是同一个组织、同一天。请改选其中一边的组织或日期。', { id: 'compare-one' })
          : msg('两边读到的值都一样。', { id: 'compare-same' })
      }></gj-compared>`;
  }

  #named({ org, day }: Side): string {
    const name = session.organisations.find(({ number }) => number === org)?.name ?? org;
    return [name, day].filter(Boolean).join(' ');
  }

  #row({ path, key, definition, a, b, differs }: Pair): ComparedRow {
    const name = say(definition.label);
    const side = (one: Pair['a'], org: string) =>
      one
        ? html`${valueShown(one.value, definition)} <div class="above-half">${fromChip(one.from, org)}</div>`
        : html`<span class="muted">${msg('没有这个参数', { id: 'param-was-not-there' })}</span>`;
    const code = codeShown(key, definition);
    return {
      id: path,
      name,
      differs,
      pickable: a !== null && definition.may.somewhere && !isSecret(definition),
      cells: [
        () => nameCell({ path, name, code, danger: definition.danger }),
        () => side(a, this.a.org),
        () => side(b, this.b.org),
      ],
    };
  }
}

/**
 * Answers the changes that make the right read the same as the left: a value that the left only inherits is unset on
 * the right.
 */
function takingOver({ definition, key, a, b }: Pair, org: string): readonly SentItem[] {
  const place = { type: definition.type, key, org };
  if (a?.isSet || !b || seenSettings(b).length === 0)
    return [{ action: 'set', ...place, value: a?.value ?? null }];
  return seenSettings(b).map(({ validFrom, validTo, revision }) => ({
    action: 'unset',
    ...place,
    validFrom,
    validTo,
    ...(revision !== null && { ifMatch: revision }),
  }));
}

function sideOf(name: 'a' | 'b'): Side {
  const { query } = router.place;
  const known = (number: string | null) => session.organisations.find((org) => org.number === number)?.number;
  return { org: known(query.get(name)) ?? session.org?.number ?? '', day: query.get(`${name}Day`) ?? '' };
}
customElements.define('gj-compare-page', ComparePage);
