import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { issuedForm } from '../einvoicing/common/issued-form.ts';
import { documentFacts, severalDocuments } from '../facts/match-document.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { handedDocuments } from '../session/handed-documents.ts';
import { mayDesign } from '../session/may-design.ts';
import { router } from '../session/router.ts';
import { type FormOutline, session } from '../session/session.ts';
import { actsFor } from '../sharing/sharing-orgs.ts';
import { shared } from '../theme/shared.ts';
import { type Followed, isThere } from './gj-lab-flow.ts';
import type { ToKeep } from './lab-cases.ts';
import {
  type Answers,
  asItStands,
  askPlan,
  type Comparison,
  type Configuration,
  comparePlans,
  isOther,
  type LabAnswer,
  type UsedRecord,
  whereOf,
} from './lab-data.ts';
import { labLeftOut } from './lab-left-out.ts';
import { labStyles } from './lab-styles.ts';
import { labSum } from './lab-sum.ts';
import '../einvoicing/impact/gj-impact.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import '../kit/gj-tabs.ts';
import './gj-lab-configuration.ts';
import './gj-lab-documents.ts';
import './gj-lab-flow.ts';
import './gj-lab-invoice.ts';
import './gj-lab-otherwise.ts';
import './gj-lab-steps.ts';

type Tab = 'flow' | 'why' | 'compare';
const pending = 'pending-invoice';
/** Milliseconds that somebody may go on typing. */
const pause = 250;

interface Forms {
  readonly applications: FormModel;
  readonly pending: FormModel;
}

/** What the rules make of applications, before they do it: a picture, every step, and another configuration beside it. */
export class LabPage extends withProperties(GjElement, {
  about: state<Forms | null>(null),
  /** Number of the organisation whose configuration is asked. */
  org: state<string>(() => session.org?.number ?? ''),
  documents: state<readonly Json[]>(() => []),
  configuration: state<Configuration>(() => asItStands),
  answers: state<Answers>(() => ({})),
  answer: state<LabAnswer | null>(null),
  /** The applications that the answer is about. */
  asked: state<readonly Json[]>(() => []),
  comparison: state<Comparison | null>(null),
  followed: state<Followed | null>(null),
  tab: state<Tab>('flow'),
  trying: state<UsedRecord | null>(null),
  /** What of cases lies over the page. */
  over: state<'keep' | 'cases' | null>(null),
  failure: state<unknown>(null),
  busy: state(false),
}) {
  static override styles = [shared, labStyles];

  #worksFor = session.org?.number ?? '';
  #asking: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    this.#asking?.abort();
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  async #load(): Promise<void> {
    if (!session.form(issuedForm) || !session.form(pending)) return;
    try {
      const [one, other] = await Promise.all([forms.get(issuedForm), forms.get(pending)]);
      this.about = { applications: one, pending: other };
      const { query } = router.place;
      const [changeSet, design] = [query.get('changeset'), query.get('design')];
      if (changeSet !== null || design !== null) this.configuration = { ...asItStands, changeSet, design };
      const document = query.get('document');
      if (document !== null) {
        const { facts, org } = await documentFacts(one, document);
        // A document is issued for its own organisation.
        if (actsFor(org)) this.org = org ?? this.org;
        this.documents = [facts];
      } else if (query.has('documents'))
        this.documents = await severalDocuments(one, handedDocuments(one.id));
    } catch (failure) {
      this.failure = failure;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Who works for another organisation asks for that one.
    const number = session.org?.number ?? '';
    if (number !== this.#worksFor) [this.#worksFor, this.org] = [number, number];
    if (
      changed.has('org') ||
      changed.has('documents') ||
      changed.has('configuration') ||
      changed.has('answers') ||
      changed.has('tab')
    )
      this.#askSoon();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (this.documents.length === 0) {
      [this.answer, this.comparison, this.failure, this.followed, this.busy] = [
        null,
        null,
        null,
        null,
        false,
      ];
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(), this.answer ? pause : 0);
  }

  async #ask(): Promise<void> {
    const { documents, configuration, answers, tab, org } = this;
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    try {
      if (tab === 'compare') {
        await import('./gj-lab-comparison.ts');
        const base = { ...asItStands, at: configuration.at };
        this.comparison = await comparePlans(org, documents, [base, configuration], asking.signal);
      } else {
        this.answer = await askPlan(org, documents, configuration, answers, asking.signal);
        this.asked = documents;
        if (!isThere(this.followed, this.answer, documents)) this.followed = null;
      }
      this.failure = null;
    } catch (failure) {
      if (asking.signal.aborted) return;
      this.failure = failure;
    }
    if (this.#asking === asking) this.busy = false;
  }

  #tried(form: FormOutline, id: string, number: string | undefined, body: JsonObject): void {
    const { records } = this.configuration;
    const others = (records[form.name] ?? []).filter((one) => form.kind !== 'setting' && one['id'] !== id);
    const one = form.kind === 'setting' ? body : { id, ...(number ? { number } : {}), ...body };
    this.trying = null;
    this.configuration = {
      ...this.configuration,
      asOf: null,
      records: { ...records, [form.name]: [...others, one] },
    };
  }

  override render() {
    const title = msg('规则试算', { id: 'lab' });
    return html`<gj-page-head heading=${title} .actions=${this.#actions()}
        @act=${({ detail }: CustomEvent<'keep' | 'cases'>) => void this.#lay(detail)}></gj-page-head>
      ${this.#content()}${this.#over()}`;
  }

  #actions(): readonly Action[] {
    if (!this.about || !mayDesign()) return [];
    const keep = msg('存为用例', { id: 'save-case' });
    return [
      { key: 'keep', text: `${keep}…`, icon: 'pin', disabled: this.answer === null || this.busy },
      { key: 'cases', text: msg('试算用例', { id: 'lab-cases' }), icon: 'list' },
    ];
  }

  async #lay(over: 'keep' | 'cases'): Promise<void> {
    await (over === 'keep' ? import('./gj-lab-keep-case.ts') : import('./gj-lab-cases.ts'));
    this.over = over;
  }

  #over(): TemplateResult | typeof nothing {
    const { over, org, configuration, answers, asked: documents } = this;
    const close = () => {
      this.over = null;
    };
    if (over === 'keep')
      return html`<gj-lab-keep-case .looked=${{ org, documents, configuration, answers }} @closed=${close}></gj-lab-keep-case>`;
    if (over !== 'cases') return nothing;
    return html`<gj-lab-cases @closed=${close} @open=${({ detail }: CustomEvent<ToKeep>) => {
      Object.assign(this, detail);
      close();
    }}></gj-lab-cases>`;
  }

  #content(): TemplateResult {
    const { about } = this;
    if (!session.form(issuedForm) || !session.form(pending))
      return html`<gj-state symbol="workflow" text=${msg('看不到开票申请单和待开发票，无法试算。', { id: 'lab-forms-unseen' })}></gj-state>`;
    if (!about)
      return this.failure === null
        ? html`<div aria-busy="true"></div>`
        : html`<gj-state .failure=${this.failure} @retry=${this.#load}></gj-state>`;
    return html`<div class="sides">
        <div class="asked">
          <section class="card"><h2>${msg('申请单', { id: 'lab-applications' })}</h2>
            <gj-lab-documents .about=${about.applications} .documents=${this.documents}
              @documents=${({ detail }: CustomEvent<readonly Json[]>) => {
                this.documents = detail;
                this.answers = {};
              }}></gj-lab-documents></section>
          <section class="card"><h2>${msg('配置', { id: 'lab-configuration' })}</h2>
            <gj-lab-configuration .about=${about.applications} .configuration=${this.configuration}
              @configuration=${({ detail }: CustomEvent<Configuration>) => {
                this.configuration = detail;
              }}></gj-lab-configuration>
            ${isOther(this.configuration) ? html`<gj-impact .org=${this.org} .under=${whereOf(this.configuration)}></gj-impact>` : nothing}</section>
        </div>
        <div class="result ${this.busy ? 'busy' : ''}" aria-busy=${this.busy}>${this.#result(about)}</div>
      </div>
      ${this.trying ? this.#trial(this.trying) : nothing}`;
  }

  #result(about: Forms): TemplateResult {
    if (this.failure !== null)
      return html`<gj-state .failure=${this.failure} @retry=${() => this.#ask()}></gj-state>`;
    const { answer } = this;
    if (!answer && this.documents.length > 0) return html`<gj-skeleton></gj-skeleton>`;
    if (!answer)
      return html`<gj-state symbol="workflow" text=${msg('左边放入申请单，这里就会画出它们将开成哪些发票，以及每一步的原因。', { id: 'lab-begin' })}></gj-state>`;
    const tabs = [
      { key: 'flow', text: msg('流向', { id: 'lab-tab-flow' }) },
      { key: 'why', text: msg('每一步', { id: 'lab-tab-why' }) },
      { key: 'compare', text: msg('与当前配置对比', { id: 'lab-tab-compare' }) },
    ];
    return html`${labSum(answer, this.asked.length, this.org, () => {
      this.tab = 'why';
      this.followed = null;
    })}
      ${labLeftOut(answer)}
      ${answer.result.questions.map(
        ({ id, text }) => html`<div class="card question" role="alert">${icon('alert', 18)}<p>${text}</p>
          <button class="primary" @click=${() => this.#say(id, true)}>${msg('是', { id: 'yes' })}</button>
          <button @click=${() => this.#say(id, false)}>${msg('否', { id: 'no' })}</button></div>`,
      )}
      <gj-tabs .tab=${this.tab} .tabs=${tabs} @tab=${({ detail }: CustomEvent<Tab>) => {
        this.tab = detail;
      }}></gj-tabs>
      ${this.#panel(answer, about)}`;
  }

  #say(id: string, answer: boolean): void {
    this.answers = { ...this.answers, [id]: answer };
  }

  #panel(answer: LabAnswer, about: Forms): TemplateResult {
    const steps = html`<gj-lab-steps .answer=${answer} .followed=${this.followed}
      @try=${({ detail }: CustomEvent<UsedRecord>) => this.#begin(detail)}></gj-lab-steps>`;
    if (this.tab === 'why')
      return html`<section class="card scroll">${this.#chosen()}${steps}<gj-lab-otherwise .org=${this.org} .applications=${this.asked}
        .configuration=${this.configuration}></gj-lab-otherwise></section>`;
    if (this.tab === 'compare')
      return html`<div class="scroll">${
        this.comparison
          ? html`<gj-lab-comparison .comparison=${this.comparison} .about=${about.pending}></gj-lab-comparison>`
          : html`<div aria-busy="true"></div>`
      }</div>`;
    const { followed } = this;
    return html`<gj-lab-flow .applications=${this.asked} .answer=${answer} .about=${about.pending} .followed=${followed}
        @follow=${({ detail }: CustomEvent<Followed | null>) => {
          this.followed = detail;
        }}></gj-lab-flow>
      ${
        followed
          ? html`<section class="card detail">${this.#chosen()}${
              'invoice' in followed
                ? html`<gj-lab-invoice .answer=${answer} .about=${about.pending} .invoice=${followed.invoice}></gj-lab-invoice>`
                : nothing
            }${steps}</section>`
          : nothing
      }`;
  }

  #chosen(): TemplateResult | typeof nothing {
    const { followed } = this;
    if (!followed) return nothing;
    const name =
      'invoice' in followed
        ? msg(str`发票 ${followed.invoice + 1}`, { id: 'lab-invoice' })
        : msg(str`第 ${followed.document + 1} 张`, { id: 'lab-nth' });
    return html`<h2>${name} <button class="plain square" aria-label=${msg('不再只看它', { id: 'lab-follow-none' })} @click=${() => {
      this.followed = null;
    }}>${icon('close', 12)}</button></h2>`;
  }

  async #begin(record: UsedRecord): Promise<void> {
    await import('./gj-lab-record.ts');
    this.trying = record;
  }

  #trial({ form, id = 'setting', number }: UsedRecord): TemplateResult | typeof nothing {
    const outline = session.form(form);
    if (!outline) return nothing;
    const own = this.configuration.records[outline.name] ?? [];
    const tried = outline.kind === 'setting' ? own[0] : own.find((one) => one['id'] === id);
    return html`<gj-lab-record .outline=${outline} record=${outline.kind === 'setting' ? 'setting' : id} .tried=${tried ?? null}
      @tried=${({ detail }: CustomEvent<JsonObject>) => this.#tried(outline, id, number, detail)}
      @closed=${() => {
        this.trying = null;
      }}></gj-lab-record>`;
  }
}

customElements.define('gj-lab-page', LabPage);
