import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { UsedRecord } from '../../../rules/decisions/trace.ts';
import { documentFacts, severalDocuments } from '../../condition/facts/match-document.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { Loading } from '../../kit/loading.ts';
import { forms } from '../../model/forms.ts';
import { actsFor } from '../../organisations/sharing/sharing-orgs.ts';
import { handedDocuments } from '../../session/handed-documents.ts';
import { router } from '../../session/router.ts';
import { mayDesign, session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type Answers, asItStands, type Configuration, isOther, whereOf } from './lab-data.ts';
import type { Followed, LabDrawing, LabForms, LabQuestion, LabResult } from './lab-drawing.ts';
import { labLeftOut } from './lab-left-out.ts';
import { labStyles } from './lab-styles.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-skeleton.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-tabs.ts';
import './gj-lab-configuration.ts';
import './gj-lab-documents.ts';
import './gj-lab-steps.ts';

type Tab = 'flow' | 'why' | 'compare';
/** Milliseconds that somebody may go on typing. */
const pause = 250;

/**
 * The page that shows the decision on documents before it takes effect: a picture, every step, and another
 * configuration beside it.
 */
export class LabPage extends withProperties(GjElement, {
  /** Loads what is tried, and how its answers are drawn. */
  load: given<() => Promise<LabDrawing>>(),
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
  /** The cases lie over the page. */
  over: state(false),
}) {
  static override styles = [shared, page, labStyles];

  #worksFor = session.org?.number ?? '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The decision that is tried; without forms, where one may not see them. */
  readonly #drawn = new Loading(this, { load: () => this.#begin() });
  /** The newest question alone is answered. */
  readonly #answer = new Loading<void, LabQuestion>(this, {
    key: null,
    keeps: true,
    load: (question, signal) => this.#ask(question, signal),
  });
  readonly #opening = new Doing(this, { notifies: true });

  get #drawing(): LabDrawing | null {
    return this.#drawn.value?.drawing ?? null;
  }

  get #about(): LabForms | null {
    return this.#drawn.value?.about ?? null;
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  async #begin(): Promise<{ readonly drawing: LabDrawing; readonly about: LabForms | null }> {
    const drawing = await this.load();
    const { asked, made } = drawing.forms;
    if (session.form(asked) === undefined || session.form(made) === undefined)
      return { drawing, about: null };
    const [one, other] = await Promise.all([forms.get(asked), forms.get(made)]);
    const { query } = router.place;
    const [changeSet, design] = [query.get('changeset'), query.get('design')];
    if (changeSet !== null || design !== null) this.configuration = { ...asItStands, changeSet, design };
    const document = query.get('document');
    if (document !== null) {
      const { facts, org } = await documentFacts(one, document);
      // A document is decided about for its own organisation.
      if (actsFor(org)) this.org = org ?? this.org;
      this.documents = [facts];
    } else if (query.has('documents')) this.documents = await severalDocuments(one, handedDocuments(one.id));
    return { drawing, about: { asked: one, made: other } };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Somebody who switches to another organisation asks for that one.
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
    this.#answer.clear();
    if (this.documents.length === 0) [this.result, this.comparison, this.followed] = [null, null, null];
    else {
      const { documents, configuration, answers, org } = this;
      const question: LabQuestion = { org, documents, configuration, answers };
      this.#timer = setTimeout(() => void this.#answer.load(question), this.result ? pause : 0);
    }
  }

  async #ask(question: LabQuestion, signal: AbortSignal): Promise<void> {
    const { value } = this.#drawn;
    if (!value?.about) return;
    const { drawing, about } = value;
    if (this.tab === 'compare') {
      const comparison = await drawing.compare(question, about, signal);
      if (!signal.aborted) this.comparison = comparison;
      return;
    }
    const result = await drawing.ask(question, about, signal);
    if (signal.aborted) return;
    [this.result, this.asked] = [result, question.documents];
    if (!isThere(this.followed, result, question.documents)) this.followed = null;
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
    if (!this.#about || !mayDesign()) return [];
    const keep = msg('存为用例', { id: 'save-case' });
    return [
      { key: 'keep', text: `${keep}…`, icon: 'pin', disabled: this.result === null || this.#answer.busy },
      { key: 'cases', text: msg('试算用例', { id: 'lab-cases' }), icon: 'list' },
    ];
  }

  async #lay(over: 'keep' | 'cases'): Promise<void> {
    const drawing = this.#drawing;
    if (!drawing) return;
    await this.#opening.run(async () => {
      if (over === 'keep') {
        const { org, configuration, answers, asked: documents } = this;
        const { askKeepCase } = await import('./keep-lab-case.ts');
        await askKeepCase(this, drawing, { org, documents, configuration, answers });
      } else {
        await import('./gj-lab-cases.ts');
        this.over = true;
      }
    });
  }

  #over(): TemplateResult | typeof nothing {
    const close = () => {
      this.over = false;
    };
    if (!this.over) return nothing;
    return html`<gj-lab-cases .drawing=${this.#drawing} @closed=${close} @open=${({
      detail,
    }: CustomEvent<LabQuestion>) => {
      Object.assign(this, detail);
      close();
    }}></gj-lab-cases>`;
  }

  #content(): TemplateResult {
    return this.#drawn.shown(({ drawing, about }) =>
      about
        ? this.#sides(drawing, about)
        : html`<gj-state symbol="workflow" text=${drawing.words().unseen}></gj-state>`,
    );
  }

  #sides(drawing: LabDrawing, about: LabForms): TemplateResult {
    const { busy } = this.#answer;
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
            ${
              isOther(this.configuration)
                ? html`<div class="impact above-3">${drawing.impact(this.org, whereOf(this.configuration))}</div>`
                : nothing
            }</section>
        </div>
        <div class="flex column gap-3 shrinks shrinks-down ${busy ? 'pale' : ''}" aria-busy=${busy}>${this.#result(drawing)}</div>
      </div>
      ${this.trying ? this.#trial(this.trying) : nothing}`;
  }

  #result(drawing: LabDrawing): TemplateResult {
    const { failure } = this.#answer;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#answer.load()}></gj-state>`;
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
        }) => html`<div class="card toned warn flex centred gap-3" role="alert">${icon('alert', 18)}<p class="grows">${text}</p>
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
      @try=${({ detail }: CustomEvent<UsedRecord>) => this.#open(detail)}></gj-lab-steps>`;
    if (this.tab === 'why')
      return html`<section
          class="card scroll grows shrinks-down scrolls">${this.#chosen(drawing)}${steps}${result.otherwise(this.configuration)}</section>`;
    if (this.tab === 'compare')
      return html`<div class="scroll grows shrinks-down scrolls">${
        this.comparison?.() ?? html`<div aria-busy="true"></div>`
      }</div>`;
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
    return html`<h2 class="below-2">${name} <button class="plain square"
        aria-label=${msg('显示全部', { id: 'lab-follow-none' })} @click=${() => {
          this.followed = null;
        }}>${icon('close', 12)}</button></h2>`;
  }

  async #open(record: UsedRecord): Promise<void> {
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

/** Answers whether the followed thing is in another result, too. */
function isThere(followed: Followed | null, { made }: LabResult, documents: readonly Json[]): boolean {
  if (!followed) return false;
  return 'made' in followed ? followed.made < made : followed.document < documents.length;
}

customElements.define('gj-lab-page', LabPage);
