import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { documentFacts } from '../condition/facts/match-document.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { whereForm } from '../kit/where-form.ts';
import { actsFor } from '../organisations/sharing/sharing-orgs.ts';
import { noteStep } from '../session/guide.ts';
import { handedDocuments, rulesAbout } from '../session/handed-documents.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { type MatchPageData, matchPageData } from './match-page-data.ts';
import { firstQuestion, lacksWithin, type MatchQuestion } from './match-question.ts';
import { type TriedRule, triedRule } from './match-rule.ts';
import type { MatchAsk } from './match-run.ts';
import '../kit/gj-state.ts';
import type { MatchQuery } from './gj-match-bar.ts';
import './gj-match-bar.ts';
import './gj-match-single.ts';
import '../kit/gj-menu.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-tabs.ts';

/** Facts to be looked at alone, and what is asked with them. */
type Example = { readonly facts: JsonObject } & Partial<MatchQuestion>;
const nothingAsked: MatchQuestion = { ask: {}, within: null };

type Tab = 'single' | 'batch' | 'table' | 'coverage' | 'analysis';
const tabs: readonly Tab[] = ['single', 'batch', 'table', 'coverage', 'analysis'];

/** The modules that a tab needs, loaded when it is first looked at. */
const loads: Readonly<Record<Tab, () => Promise<unknown>>> = {
  single: async () => {},
  batch: () => import('./gj-match-batch.ts'),
  table: () => import('./gj-match-table.ts'),
  coverage: () => import('./gj-match-coverage.ts'),
  analysis: () => Promise.all([import('./gj-match-analysis.ts'), import('./gj-match-gaps.ts')]),
};

/** The rules of a form, tried: one set of facts, many, a set of documents; and looked at by themselves. */
export class MatchPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  tab: state<Tab>('single'),
  org: state<string>(() => session.org?.number ?? ''),
  at: state<string | null>(null),
  question: state<MatchQuestion>(() => nothingAsked),
  facts: state<JsonObject>(() => ({})),
  /** The rule that one came to try. */
  rule: state<TriedRule | null>(null),
  list: state(''),
  /** The facts that one came with are asked at once. */
  begins: state(false),
  /** Documents that were picked in their list. */
  handed: state<readonly string[]>(() => []),
}) {
  static override styles = [shared, page];

  constructor() {
    super();
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

  /** Asks for the organisation that somebody switches to. */
  readonly #follow = () => {
    if (session.org && session.org.number !== this.#worksFor) {
      this.#worksFor = session.org.number;
      this.org = session.org.number;
    }
  };
  #worksFor = session.org?.number ?? '';
  /** Ids of the stored documents whose facts are looked at alone. */
  #documents: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('form');
    if (!changed.has('form') || before?.name === this.form.name) return;
    this.rule = null;
    // The same documents may be held against other rules about them.
    if (before?.facts !== this.form.facts) {
      this.facts = {};
      this.list = '';
    }
    this.handed = router.place.query.has('documents') ? handedDocuments(this.form.facts ?? '') : [];
  }

  /** Without data, where one may not see what the rules go by. */
  readonly #data = new Loading(this, {
    key: () => (this.form.actions.includes('match') && this.form.match ? this.form.name : undefined),
    load: async (name) => ({ data: await matchPageData(name) }),
    loaded: ({ data }) => void this.#doing.run(() => this.#arrive(data), { queues: true }),
  });
  readonly #doing = new Doing(this);

  /** With the rule or the document that one came with. */
  async #arrive(data: MatchPageData | undefined): Promise<void> {
    this.question = data ? firstQuestion(data.form) : nothingAsked;
    const { query } = router.place;
    const [rule, row] = [query.get('rule'), Number(query.get('row'))];
    if (rule !== null) await this.#try(rule, row > 0 ? row : undefined);
    const document = query.get('document');
    if (data && document !== null) await this.#take(data, document);
  }

  /** A rule with the facts that it suggests, for the organisation that created it where one may act for that. */
  async #try(id: string, row: number | undefined): Promise<void> {
    const data = this.#data.value?.data;
    if (!data) return;
    const rule = await triedRule(data, id, row);
    if (data !== this.#data.value?.data) return;
    if (actsFor(rule.org.number)) this.org = rule.org.number ?? this.org;
    if (rule.facts) this.facts = { ...rule.question.facts, ...rule.facts };
    this.question = { ask: rule.question.ask, within: rule.question.within };
    this.rule = rule;
    this.#rewrite({ rule: id, row: rule.row ? String(rule.row.seq) : null });
  }

  /** A stored document that one came with, for its own organisation; asked at once. */
  async #take({ about }: MatchPageData, id: string): Promise<void> {
    const { facts, org } = await documentFacts(about, id);
    if (actsFor(org)) this.org = org ?? this.org;
    this.facts = facts;
    this.#documents = [id];
    this.begins = true;
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
    if (!(await this.#doing.run(loads[tab], { queues: true }))) return;
    this.tab = tab;
    this.#rewrite({ tab: tab === 'single' ? null : tab });
  }

  override render() {
    const label = say(this.form.listLabel);
    const data = this.#data.value?.data;
    return html`<gj-page-head heading=${msg(str`${label}：匹配测试`, { id: 'match-of' })}>
        ${whereForm(this.form)}
        ${this.#others()}
        ${
          data
            ? html`<gj-match-bar class="flex wraps low gap-2-3" .form=${data.about} .rules=${data.form} .question=${this.question}
                .org=${this.org} .at=${this.at} @asked=${(event: CustomEvent<MatchQuery>) => {
                  const { org, at, ...question } = event.detail;
                  this.org = org;
                  this.at = at;
                  this.question = question;
                }}></gj-match-bar>
              <gj-tabs slot="tabs" .tab=${this.tab} .tabs=${tabs.map((key) => ({ key, text: tabText(key) }))}
                @tab=${({ detail }: CustomEvent<Tab>) => this.#turn(detail)}></gj-tabs>`
            : nothing
        }
      </gj-page-head>
      ${this.#content()}`;
  }

  /** Other rules about the same documents. */
  #others(): TemplateResult | typeof nothing {
    const others = rulesAbout(this.form.facts ?? '').filter(({ id }) => id !== this.form.id);
    if (others.length === 0) return nothing;
    const label = msg('切换规则', { id: 'other-rules' });
    const tab = this.tab === 'single' ? '' : `?tab=${this.tab}`;
    return html`<gj-menu slot="stands" look="plain" label=${label} .items=${others.map((form) => ({
      key: form.id,
      text: say(form.listLabel),
      href: `/match/${form.name}${tab}`,
    }))}>${label}${icon('down', 12)}</gj-menu>`;
  }

  #content(): TemplateResult {
    if (!this.form.match)
      return html`<gj-state symbol="match" text=${msg('这个表单没有匹配规则。', { id: 'no-match-here' })}></gj-state>`;
    if (!this.form.actions.includes('match'))
      return html`<gj-state symbol="lock" text=${msg('您没有匹配这个表单的权限，请联系管理员。', { id: 'may-not-match' })}></gj-state>`;
    const { failure } = this.#doing;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#doing.retry()}></gj-state>`;
    return this.#data.shown(({ data }) =>
      data
        ? html`<div role="tabpanel" aria-label=${tabText(this.tab)}>${this.#panel(data)}</div>`
        : html`<gj-state symbol="lock" text=${msg('规则所依据的表单对您不可见，无法测试。', { id: 'facts-unseen' })}></gj-state>`,
    );
  }

  #panel({ form, about, offered, used }: MatchPageData): TemplateResult {
    // The facts that the tried rule asks come before those that most rules ask.
    const first = [...new Set([...(this.rule?.asked ?? []), ...used])];
    const ask: MatchAsk = { form: form.name, org: this.org, at: this.at, ...this.question };
    const lacking = lacksWithin(form, ask.within);
    const listed = (event: CustomEvent<string>) => {
      this.list = event.detail;
    };
    const look = ({ detail: { facts, ...question } }: CustomEvent<Example>) => {
      this.facts = facts;
      const { ask: said = {}, within = this.question.within } = question;
      this.question = { ask: { ...this.question.ask, ...said }, within };
      void this.#turn('single');
    };
    if (lacking && this.tab !== 'analysis')
      return html`<gj-state symbol="match"
          text=${msg(str`请先在上方选择一条${say(form.recordLabel)}：只在它的各行中匹配。`, { id: 'match-within-first' })}></gj-state>`;
    switch (this.tab) {
      case 'single':
        return html`<gj-match-single .form=${form} .about=${about} .offered=${offered} .used=${first} .ask=${ask}
          .facts=${this.facts} .rule=${this.rule} ?begins=${this.begins} @leave=${() => {
            this.rule = null;
            this.#rewrite({ rule: null, row: null });
          }} @row=${(event: CustomEvent<number>) => {
            void this.#doing.run(() => this.#try(this.rule?.id ?? '', event.detail), { queues: true });
          }} @facts=${(event: CustomEvent<JsonObject>) => {
            this.facts = event.detail;
          }} @of-document=${(event: CustomEvent<string>) => {
            this.#documents = [event.detail];
          }} @matched=${() => noteStep('match', { rules: this.form.id, documents: this.#documents })} @of-org=${(
            event: CustomEvent<string>,
          ) => {
            // A document is decided about for its own organisation.
            const known = session.organisations.some(({ number }) => number === event.detail);
            if (known) this.org = event.detail;
          }}></gj-match-single>`;
      case 'batch':
        return html`<gj-match-batch .form=${form} .about=${about} .ask=${ask} .facts=${this.facts}
          .text=${this.list} .handed=${this.handed} @list=${listed}
          @matched=${({ detail: documents }: CustomEvent<readonly string[]>) =>
            noteStep('batch', { rules: this.form.id, documents })}
          @look=${look}></gj-match-batch>`;
      case 'table':
        return html`<gj-match-table .form=${form} .about=${about} .ask=${ask}></gj-match-table>`;
      case 'coverage':
        return html`<gj-match-coverage .form=${form} .about=${about} .ask=${ask} .text=${this.list}></gj-match-coverage>`;
      case 'analysis':
        return html`<div class="stack"><gj-match-analysis .form=${form} .org=${this.org} @look=${look}></gj-match-analysis>
          ${form.match?.all || lacking ? nothing : html`<gj-match-gaps .ask=${ask} @look=${look}></gj-match-gaps>`}</div>`;
    }
  }
}

function tabText(tab: Tab): string {
  const texts: Readonly<Record<Tab, string>> = {
    single: msg('单条', { id: 'tab-single' }),
    batch: msg('批量', { id: 'tab-batch' }),
    table: msg('规则表', { id: 'tab-table' }),
    coverage: msg('覆盖情况', { id: 'tab-coverage' }),
    analysis: msg('规则检查', { id: 'tab-analysis' }),
  };
  return texts[tab];
}
customElements.define('gj-match-page', MatchPage);
