import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/json.ts';
import { GjElement } from '../kit/gj-element.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { type FormOutline, session } from '../session/session.ts';
import { actsFor } from '../sharing/sharing-orgs.ts';
import { shared } from '../theme/shared.ts';
import { type MatchPageData, matchPageData } from './match-page-data.ts';
import { type TriedRule, triedRule } from './match-rule.ts';
import type { MatchAsk } from './match-run.ts';
import '../kit/gj-state.ts';
import './gj-match-bar.ts';
import './gj-match-single.ts';

type Tab = 'single' | 'batch' | 'coverage' | 'analysis';
const tabs: readonly Tab[] = ['single', 'batch', 'coverage', 'analysis'];

/** What else is loaded when it is first looked at. */
const loads: Readonly<Record<Tab, () => Promise<unknown>>> = {
  single: async () => {},
  batch: () => import('./gj-match-batch.ts'),
  coverage: () => import('./gj-match-coverage.ts'),
  analysis: () => Promise.all([import('./gj-match-analysis.ts'), import('./gj-match-gaps.ts')]),
};

/** The rules of a form, tried: one set of facts, many, a set of documents; and looked at by themselves. */
export class MatchPage extends GjElement {
  static override properties = {
    form: { attribute: false },
    data: { state: true },
    failure: { state: true },
    tab: { state: true },
    org: { state: true },
    at: { state: true },
    facts: { state: true },
    rule: { state: true },
    list: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: var(--gj-4);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2) var(--gj-3);
        align-items: end;
      }
      .head > div {
        flex: 1 1 260px;
        min-width: 0;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        margin-block: var(--gj-2) var(--gj-3);
        border-block-end: 1px solid var(--gj-line);
      }
      [role='tab'] {
        height: 32px;
        padding: 0 10px;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--gj-muted);
      }
      [role='tab'][aria-selected='true'] {
        color: var(--gj-accent);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--gj-accent);
      }
      .checks {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gj-3);
      }
      [role='tab']:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];
  declare form: FormOutline;
  declare data: MatchPageData | null | undefined;
  declare failure: unknown;
  declare tab: Tab;
  declare org: string;
  declare at: string | null;
  declare facts: JsonObject;
  /** The rule that one came to try. */
  declare rule: TriedRule | null;
  declare list: string;

  constructor() {
    super();
    this.data = null;
    this.failure = null;
    this.tab = 'single';
    this.org = session.org?.number ?? '';
    this.at = null;
    this.facts = {};
    this.rule = null;
    this.list = '';
    const tab = router.place.query.get('tab') as Tab;
    if (tabs.includes(tab)) void this.#turn(tab);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    session.addEventListener('change', this.#follow);
  }

  override disconnectedCallback(): void {
    session.removeEventListener('change', this.#follow);
    super.disconnectedCallback();
  }

  /** Who works for another organisation asks for that one. */
  readonly #follow = () => {
    if (session.org && session.org.number !== this.#worksFor) {
      this.#worksFor = session.org.number;
      this.org = session.org.number;
    }
  };
  #worksFor = session.org?.number ?? '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('form');
    if (!changed.has('form') || before?.name === this.form.name) return;
    this.data = null;
    this.facts = {};
    this.rule = null;
    this.list = '';
    void this.#load();
  }

  async #load(): Promise<void> {
    const { name } = this.form;
    try {
      const data = await matchPageData(name);
      if (name !== this.form.name) return;
      this.data = data;
      this.failure = null;
      const { query } = router.place;
      const [rule, row] = [query.get('rule'), Number(query.get('row'))];
      if (rule !== null) await this.#try(rule, row > 0 ? row : undefined);
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** A rule with the facts that it suggests, for the organisation that created it where one may act for that. */
  async #try(id: string, row: number | undefined): Promise<void> {
    const { data } = this;
    if (!data) return;
    const rule = await triedRule(data, id, row);
    if (data !== this.data) return;
    if (actsFor(rule.org.number)) this.org = rule.org.number ?? this.org;
    if (rule.facts) this.facts = rule.facts;
    this.rule = rule;
    this.#rewrite({ rule: id, row: rule.row ? String(rule.row.seq) : null });
  }

  #rewrite(said: Readonly<Record<string, string | null>>): void {
    const query = new URLSearchParams(router.place.query);
    for (const [name, value] of Object.entries(said)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    router.rewrite(query);
  }

  async #turn(tab: Tab): Promise<void> {
    try {
      await loads[tab]();
    } catch (failure) {
      this.failure = failure;
      return;
    }
    this.tab = tab;
    this.#rewrite({ tab: tab === 'single' ? null : tab });
  }

  #keys(event: KeyboardEvent): void {
    if (event.altKey) return;
    const at = tabs.indexOf(this.tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    void this.#turn(next).then(async () => {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    });
  }

  override render() {
    const label = say(this.form.label);
    return html`<div class="head">
        <div>
          <a class="small" href="/forms/${this.form.name}">${label}</a>
          <h1>${msg(str`${label}：匹配测试`, { id: 'match-of' })}</h1>
        </div>
        ${
          this.data
            ? html`<gj-match-bar .form=${this.data.about} .org=${this.org} .at=${this.at}
                @asked=${(event: CustomEvent<{ org: string; at: string | null }>) => {
                  this.org = event.detail.org;
                  this.at = event.detail.at;
                }}></gj-match-bar>`
            : nothing
        }
      </div>
      ${this.#content()}`;
  }

  #content(): TemplateResult {
    if (!this.form.match)
      return html`<gj-state symbol="match" text=${msg('这个表单没有匹配规则。', { id: 'no-match-here' })}></gj-state>`;
    if (!this.form.actions.includes('match'))
      return html`<gj-state symbol="lock" text=${msg('您没有匹配这个表单的权限。', { id: 'may-not-match' })}></gj-state>`;
    if (this.failure !== null)
      return html`<gj-state .failure=${this.failure} @retry=${this.#load}></gj-state>`;
    const { data } = this;
    if (data === undefined)
      return html`<gj-state symbol="lock" text=${msg('规则所依据的表单对您不可见，无法测试。', { id: 'facts-unseen' })}></gj-state>`;
    if (data === null) return html`<div aria-busy="true"></div>`;
    const texts: Readonly<Record<Tab, string>> = {
      single: msg('单条', { id: 'tab-single' }),
      batch: msg('批量', { id: 'tab-batch' }),
      coverage: msg('覆盖情况', { id: 'tab-coverage' }),
      analysis: msg('规则检查', { id: 'tab-analysis' }),
    };
    return html`<div role="tablist" aria-label=${msg('页签', { id: 'tabs' })} @keydown=${this.#keys}>${tabs.map(
      (tab) => html`<button role="tab" id="tab-${tab}" aria-selected=${tab === this.tab} aria-controls="panel"
          tabindex=${tab === this.tab ? 0 : -1} @click=${() => this.#turn(tab)}>${texts[tab]}</button>`,
    )}</div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">${this.#panel(data)}</div>`;
  }

  #panel({ form, about, offered, used }: MatchPageData): TemplateResult {
    // What the tried rule asks comes before what most rules do.
    const first = [...new Set([...(this.rule?.asked ?? []), ...used])];
    const ask: MatchAsk = { form: form.name, org: this.org, at: this.at };
    const listed = (event: CustomEvent<string>) => {
      this.list = event.detail;
    };
    const look = (event: CustomEvent<JsonObject>) => {
      this.facts = event.detail;
      void this.#turn('single');
    };
    switch (this.tab) {
      case 'single':
        return html`<gj-match-single .form=${form} .about=${about} .offered=${offered} .used=${first} .ask=${ask}
          .facts=${this.facts} .rule=${this.rule} @leave=${() => {
            this.rule = null;
            this.#rewrite({ rule: null, row: null });
          }} @row=${(event: CustomEvent<number>) => {
            this.#try(this.rule?.id ?? '', event.detail).catch((failure: unknown) => {
              this.failure = failure;
            });
          }} @facts=${(event: CustomEvent<JsonObject>) => {
            this.facts = event.detail;
          }} @of-org=${(event: CustomEvent<string>) => {
            // A document is issued for its own organisation.
            const known = session.who?.organisations.some(({ number }) => number === event.detail);
            if (known) this.org = event.detail;
          }}></gj-match-single>`;
      case 'batch':
        return html`<gj-match-batch .form=${form} .about=${about} .ask=${ask} .facts=${this.facts} .text=${this.list} @list=${listed}
          @look=${look}></gj-match-batch>`;
      case 'coverage':
        return html`<gj-match-coverage .form=${form} .about=${about} .ask=${ask} .text=${this.list}></gj-match-coverage>`;
      case 'analysis':
        return html`<div class="checks"><gj-match-analysis .form=${form} .org=${this.org} @look=${look}></gj-match-analysis>
          ${form.match?.all ? nothing : html`<gj-match-gaps .ask=${ask} @look=${look}></gj-match-gaps>`}</div>`;
    }
  }
}
customElements.define('gj-match-page', MatchPage);
