import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/calls.ts';
import type { UsedRecord } from '../../rules/decisions/trace.ts';
import { documentFacts, severalDocuments } from '../facts/match-document.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { Action } from '../kit/gj-actions.ts';
import { forms } from '../model/forms.ts';
import { handedDocuments } from '../session/handed-documents.ts';
import { mayDesign } from '../session/may-design.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { actsFor } from '../sharing/sharing-orgs.ts';
import { shared } from '../theme/shared.ts';
import { type Answers, asItStands, type Configuration, isOther, whereOf } from './lab-data.ts';
import type { Followed, LabDrawing, LabForms, LabQuestion, LabResult } from './lab-drawing.ts';
import { labLeftOut } from './lab-left-out.ts';
import { labStyles } from './lab-styles.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';
import '../kit/gj-tabs.ts';
import './gj-lab-configuration.ts';
import './gj-lab-documents.ts';
import './gj-lab-steps.ts';

type Tab = 'flow' | 'why' | 'compare';
/** Milliseconds that somebody may go on typing. */
const pause = 250;

/** What the rules make of documents, before they do it: a picture, every step, and another configuration beside it. */
export class LabPage extends withProperties(GjElement, {
  /** Loads what is tried, and how its answers are drawn. */
  load: given<() => Promise<LabDrawing>>(),
  drawing: state<LabDrawing | null>(null),
  about: state<LabForms | null>(null),
  /** Number of the organisation whose configuration is asked. */
  org: state<string>(() => session.org?.number ?? ''),
  documents: state<readonly Json[]>(() => []),
  configuration: state<Configuration>(() => asItStands),
  answers: state<Answers>(() => ({})),
  result: state<LabResult | null>(null),
  /** The documents that the result is about. */
  asked: state<readonly Json[]>(() => []),
  comparison: state<(() => TemplateResult) | null>(null),
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
    try {
      this.drawing = await this.load();
      if (!this.#isSeen(this.drawing)) return;
      const { asked, made } = this.drawing.forms;
      const [one, other] = await Promise.all([forms.get(asked), forms.get(made)]);
      this.about = { asked: one, made: other };
      const { query } = router.place;
      const [changeSet, design] = [query.get('changeset'), query.get('design')];
      if (changeSet !== null || design !== null) this.configuration = { ...asItStands, changeSet, design };
      const document = query.get('document');
      if (document !== null) {
        const { facts, org } = await documentFacts(one, document);
        // A document is decided about for its own organisation.
        if (actsFor(org)) this.org = org ?? this.org;
        this.documents = [facts];
      } else if (query.has('documents'))
        this.documents = await severalDocuments(one, handedDocuments(one.id));
    } catch (failure) {
      this.failure = failure;
    }
  }

  #isSeen({ forms: { asked, made } }: LabDrawing): boolean {
    return session.form(asked) !== undefined && session.form(made) !== undefined;
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
      [this.result, this.comparison, this.failure, this.followed] = [null, null, null, null];
      this.busy = false;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(), this.result ? pause : 0);
  }

  async #ask(): Promise<void> {
    const { documents, configuration, answers, tab, org, drawing, about } = this;
    if (!drawing || !about) return;
    const question: LabQuestion = { org, documents, configuration, answers };
    const asking = new AbortController();
    this.#asking = asking;
    this.busy = true;
    try {
      if (tab === 'compare') this.comparison = await drawing.compare(question, about, asking.signal);
      else {
        this.result = await drawing.ask(question, about, asking.signal);
        this.asked = documents;
        if (!isThere(this.followed, this.result, documents)) this.followed = null;
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
      { key: 'keep', text: `${keep}…`, icon: 'pin', disabled: this.result === null || this.busy },
      { key: 'cases', text: msg('试算用例', { id: 'lab-cases' }), icon: 'list' },
    ];
  }

  async #lay(over: 'keep' | 'cases'): Promise<void> {
    await (over === 'keep' ? import('./gj-lab-keep-case.ts') : import('./gj-lab-cases.ts'));
    this.over = over;
  }

  #over(): TemplateResult | typeof nothing {
    const { over, org, configuration, answers, asked: documents, drawing } = this;
    const close = () => {
      this.over = null;
    };
    if (over === 'keep')
      return html`<gj-lab-keep-case .drawing=${drawing} .looked=${{ org, documents, configuration, answers }} @closed=${close}></gj-lab-keep-case>`;
    if (over !== 'cases') return nothing;
    return html`<gj-lab-cases .drawing=${drawing} @closed=${close} @open=${({
      detail,
    }: CustomEvent<LabQuestion>) => {
      Object.assign(this, detail);
      close();
    }}></gj-lab-cases>`;
  }

  #content(): TemplateResult {
    const { about, drawing } = this;
    if (drawing && !this.#isSeen(drawing))
      return html`<gj-state symbol="workflow" text=${drawing.words().unseen}></gj-state>`;
    if (!drawing || !about)
      return this.failure === null
        ? html`<div aria-busy="true"></div>`
        : html`<gj-state .failure=${this.failure} @retry=${this.#load}></gj-state>`;
    return html`<div class="sides stack-3 grows shrinks-down">
        <div class="asked flex column gap-3 shrinks-down scrolls">
          <section class="card"><h2 class="below-2">${drawing.words().documents}</h2>
            <gj-lab-documents .drawing=${drawing} .about=${about.asked} .documents=${this.documents}
              @documents=${({ detail }: CustomEvent<readonly Json[]>) => {
                this.documents = detail;
                this.answers = {};
              }}></gj-lab-documents></section>
          <section class="card"><h2 class="below-2">${msg('配置', { id: 'lab-configuration' })}</h2>
            <gj-lab-configuration .about=${about.asked} .configuration=${this.configuration}
              @configuration=${({ detail }: CustomEvent<Configuration>) => {
                this.configuration = detail;
              }}></gj-lab-configuration>
            ${isOther(this.configuration) ? html`<div class="impact above-3">${drawing.impact(this.org, whereOf(this.configuration))}</div>` : nothing}</section>
        </div>
        <div class="flex column gap-3 shrinks shrinks-down ${this.busy ? 'busy' : ''}" aria-busy=${this.busy}>${this.#result(drawing)}</div>
      </div>
      ${this.trying ? this.#trial(this.trying) : nothing}`;
  }

  #result(drawing: LabDrawing): TemplateResult {
    if (this.failure !== null)
      return html`<gj-state .failure=${this.failure} @retry=${() => this.#ask()}></gj-state>`;
    const { result } = this;
    if (!result && this.documents.length > 0) return html`<gj-skeleton></gj-skeleton>`;
    if (!result) return html`<gj-state symbol="workflow" text=${drawing.words().begin}></gj-state>`;
    const tabs = [
      { key: 'flow', text: msg('流向', { id: 'lab-tab-flow' }) },
      { key: 'why', text: msg('每一步', { id: 'lab-tab-why' }) },
      { key: 'compare', text: msg('与当前配置对比', { id: 'lab-tab-compare' }) },
    ];
    return html`${result.sum(() => {
      this.tab = 'why';
      this.followed = null;
    })}
      ${labLeftOut(result)}
      ${result.questions.map(
        ({
          id,
          text,
        }) => html`<div class="card question flex centred gap-3" role="alert">${icon('alert', 18)}<p>${text}</p>
          <button class="primary" @click=${() => this.#say(id, true)}>${msg('是', { id: 'yes' })}</button>
          <button @click=${() => this.#say(id, false)}>${msg('否', { id: 'no' })}</button></div>`,
      )}
      <gj-tabs .tab=${this.tab} .tabs=${tabs} @tab=${({ detail }: CustomEvent<Tab>) => {
        this.tab = detail;
      }}></gj-tabs>
      ${this.#panel(result, drawing)}`;
  }

  #say(id: string, answer: boolean): void {
    this.answers = { ...this.answers, [id]: answer };
  }

  #panel(result: LabResult, drawing: LabDrawing): TemplateResult {
    const steps = html`<gj-lab-steps .drawing=${drawing} .result=${result} .followed=${this.followed}
      @try=${({ detail }: CustomEvent<UsedRecord>) => this.#begin(detail)}></gj-lab-steps>`;
    if (this.tab === 'why')
      return html`<section class="card scroll grows shrinks-down scrolls">${this.#chosen(drawing)}${steps}${result.otherwise(this.configuration)}</section>`;
    if (this.tab === 'compare')
      return html`<div class="scroll grows shrinks-down scrolls">${this.comparison?.() ?? html`<div aria-busy="true"></div>`}</div>`;
    const { followed } = this;
    return html`${result.picture(followed, (next) => {
      this.followed = next;
    })}
      ${
        followed
          ? html`<section class="card detail rigid scrolls">${this.#chosen(drawing)}${
              'made' in followed ? result.detail(followed.made) : nothing
            }${steps}</section>`
          : nothing
      }`;
  }

  #chosen({ nth, nthMade }: LabDrawing): TemplateResult | typeof nothing {
    const { followed } = this;
    if (!followed) return nothing;
    const name = 'made' in followed ? nthMade(followed.made) : nth(followed.document);
    return html`<h2 class="below-2">${name} <button class="plain square" aria-label=${msg('不再只看它', { id: 'lab-follow-none' })} @click=${() => {
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

/** Whether it is in another result, too. */
function isThere(followed: Followed | null, { made }: LabResult, documents: readonly Json[]): boolean {
  if (!followed) return false;
  return 'made' in followed ? followed.made < made : followed.document < documents.length;
}

customElements.define('gj-lab-page', LabPage);
