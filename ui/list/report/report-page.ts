import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { SavedView } from '../../../metadata/contract/own/calls.ts';
import type { Report } from '../../../metadata/contract/reports/calls.ts';
import { FirstQuiet } from '../../kit/base/first-quiet.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { downloadFile } from '../../kit/download-text.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { whereForm } from '../../kit/where-form.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { listed, say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { buildFilter } from '../filter/build-filter.ts';
import { conditionOf } from '../state/list-filter.ts';
import { type ListState, plainState, readState, unreadFilters, writeState } from '../state/list-state.ts';
import type { KeepReport } from './gj-report-tabs.ts';
import { askedOf, firstMade, type Made, readMade, writeMade } from './report-asked.ts';
import { reportCharts } from './report-charts.ts';
import { askReportName, SavedReports } from './saved-reports.ts';
import './gj-report-tabs.ts';
import './gj-report-question.ts';
import './gj-report-table.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import '../filter/gj-filter-bar.ts';

/** The question of the page, which stands in its address: a report by name, or what somebody made of it. */
interface Question {
  readonly name: string | null;
  readonly made: Made | null;
  readonly filters: ListState;
  /** Id of the saved report that it began as; null: none. */
  readonly kept: string | null;
}

/** What the records of a form come to: by reports that came with packages, or as one likes. */
export class ReportPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  question: state<Question | null>(null),
  /** Whether it differs from the saved report it began as. */
  changed: state(false),
}) {
  static override styles = [
    shared,
    page,
    filling,
    css`
      gj-filter-bar {
        padding-block: var(--gj-3);
      }
      .made {
        margin-block-end: var(--gj-3);
        padding: var(--gj-2) var(--gj-4);
      }
      .frame {
        max-width: 100%;
        overflow: auto;
      }
    `,
  ];

  readonly #model = new Loading<FormModel>(this, {
    load: () => forms.get(this.form.name),
    loaded: (form) => {
      this.question = readQuestion(router.place.query, form);
      void this.#begin(form);
    },
  });
  readonly #report = new Loading<Report, string>(this, {
    key: () => (this.question && this.#model.value ? JSON.stringify(this.#asked(this.question)) : undefined),
    keeps: true,
    load: (_, signal) => this.#read(signal),
  });
  readonly #quiet = new FirstQuiet(this);
  readonly #downloading = new Doing(this, { notifies: true });
  readonly #keeping = new Doing(this, { notifies: true });
  #saved: SavedReports | null = null;

  /** Saved reports come behind the page; an address that names one alone is read by it. */
  async #begin(form: FormModel): Promise<void> {
    const saved = new SavedReports(form);
    await this.#keeping.run(() => saved.load());
    this.#saved = saved;
    this.requestUpdate();
    const view = saved.find(this.question?.kept ?? null);
    if (view && !router.place.query.has('ask')) await this.#show(view);
    else if (!view && this.question?.kept) this.#ask({ kept: null });
    void this.#compare();
  }

  async #show(view: SavedView): Promise<void> {
    const found = await this.#saved?.read(view);
    if (!found) {
      const text = msg(str`“${view.name}”用到的字段已不存在，或您无权查看`, { id: 'report-gone' });
      notify({ text, kind: 'error' });
      return;
    }
    this.#ask({ ...found, name: null, kept: view.id });
  }

  /** Whether what is shown is still what was saved. */
  async #compare(): Promise<void> {
    const { question } = this;
    const view = this.#saved?.find(question?.kept ?? null);
    if (!view || !question?.made) {
      this.changed = false;
      return;
    }
    const now = await this.#saved?.config({ made: question.made, filters: question.filters });
    if (this.question === question) this.changed = !sameData(now as Json, view.config as Json);
  }

  async #keep(form: FormModel, { action, view }: KeepReport): Promise<void> {
    const saved = this.#saved;
    const report = this.#report.value;
    const made = this.#made(form, report);
    if (!saved || !made || !this.question) return;
    const { filters } = { ...this.question, ...this.#own(report) };
    if (action === 'save') {
      await askReportName(this, undefined, async (named) => {
        const { id } = await saved.create(named, { made, filters });
        this.#ask({ made, filters, name: null, kept: id });
      });
    } else if (view && action === 'rename') {
      await askReportName(this, view, ({ name }) => saved.change(view, { name }));
    } else if (view && action === 'remove') {
      await this.#keeping.run(async () => {
        await saved.remove(view);
        this.#ask({ kept: null });
        const undo = async () => {
          // As it was kept: what is shown may be another by now, or nothing, as its reader went on.
          const again = await saved.restore(view);
          if (this.isConnected) await this.#show(again);
        };
        notify({ text: msg(str`已删除“${view.name}”`, { id: 'print-removed' }), undo });
      });
    } else if (view) {
      await this.#keeping.run(async () => {
        const body =
          action === 'replace'
            ? { config: await saved.config({ made, filters }) }
            : { shared: action === 'share' };
        await saved.change(view, body);
      });
    }
    await this.#compare();
    this.requestUpdate();
  }

  #asked({ name, made, filters }: Question) {
    const form = this.#model.value;
    const filter = form && conditionOf(filters, form);
    return {
      name: made ? null : name,
      made: made && form ? askedOf(made, form) : null,
      query: { ...(filter && { filter: JSON.stringify(filter) }), ...(filters.q && { q: filters.q }) },
    };
  }

  async #read(signal: AbortSignal): Promise<Report> {
    const { question } = this;
    if (!question) throw new Error('nothing is asked');
    const { name, made, query } = this.#asked(question);
    const { name: form } = this.form;
    if (made) {
      return session.api.call('POST /api/forms/:form/reports', { path: { form }, query, body: made, signal });
    }
    return session.api.call('GET /api/forms/:form/reports/:report', {
      path: { form, report: name ?? '' },
      query,
      signal,
    });
  }

  #ask(change: Partial<Question>): void {
    const { question } = this;
    if (!question) return;
    this.question = { ...question, ...change };
    router.rewrite(writeQuestion(this.question));
    void this.#compare();
  }

  /** Of a report by name: what it is made by, as its answer tells. */
  #made(form: FormModel, report: Report | undefined): Made | null {
    const { question } = this;
    if (question?.made || !report || report.name !== question?.name) return question?.made ?? null;
    const { groups, across, values, chart, entries } = report;
    const byId = (path: string) => {
      const [first = '', second] = path.split('.');
      const upper = form.byName.get(first);
      return second === undefined
        ? (upper?.id ?? first)
        : `${upper?.id}.${upper?.rows?.byName.get(second)?.id}`;
    };
    const group = ({ field, by }: Report['groups'][number]) => ({ field: byId(field), ...(by && { by }) });
    return {
      groups: groups.map(group),
      ...(across && { across: group(across) }),
      values: values.map(({ of, field }) => ({ of, ...(field !== undefined && { field: byId(field) }) })),
      ...(chart && { chart }),
      ...(entries !== undefined && { entries: byId(entries) }),
    };
  }

  override render() {
    const form = this.#model.value;
    const { question } = this;
    if (!form || !question) return this.#model.shown(() => nothing);
    const report = this.#report.value;
    return html`
      ${this.#head(form)}
      ${this.#quiet.isCome ? nothing : html`<gj-skeleton .outline=${{ cards: [5, 1] }}></gj-skeleton>`}
      <div class="flex column" ?hidden=${!this.#quiet.isCome}>
      ${this.#tabs(form, question)}
      <gj-filter-bar .form=${form} .state=${question.filters} .unread=${unreadFilters(router.place.query, form)}
        @state=${({ detail }: CustomEvent<Partial<ListState>>) => this.#ask({ filters: { ...question.filters, ...detail } })}
        @build=${() => this.#build(form)}></gj-filter-bar>
      ${this.#making(form, report)}
      <div class="card">${this.#report.shown((found) => this.#drawn(form, found))}</div>
      </div>
    `;
  }

  async #build(form: FormModel): Promise<void> {
    const { question } = this;
    if (!question) return;
    const condition = await buildFilter(form, question.filters.condition);
    if (condition !== undefined) this.#ask({ filters: { ...question.filters, condition } });
  }

  #head(form: FormModel): TemplateResult {
    const text = msg('导出', { id: 'export' });
    const actions: Action[] = form.can.has('export')
      ? [{ key: 'export', text, icon: 'download', disabled: this.#downloading.busy }]
      : [];
    const heading = msg(str`${say(form.listLabel)} · 报表`, { id: 'report-heading' });
    return html`<gj-page-head heading=${heading} .actions=${actions} @act=${() => this.#download(form)}>
      ${whereForm(this.form)}
    </gj-page-head>`;
  }

  #download(form: FormModel): void {
    const { question } = this;
    if (!question) return;
    const { name, made, query } = this.#asked(question);
    const path = { form: form.name };
    void this.#downloading.run(async () => {
      const file = made
        ? await session.api.file('POST /api/forms/:form/reports/sheet', { path, query, body: made })
        : await session.api.file('GET /api/forms/:form/reports/:report/sheet', {
            path: { ...path, report: name ?? '' },
            query,
          });
      downloadFile(
        `${say(form.reports?.find((one) => one.name === name)?.label ?? form.listLabel)}.xlsx`,
        file,
      );
    });
  }

  #tabs(form: FormModel, { name, made, kept }: Question): TemplateResult {
    return html`<gj-report-tabs .reports=${form.reports ?? []} .saved=${this.#saved?.all ?? []} name=${made ? '' : (name ?? '')}
      kept=${kept ?? ''} ?changed=${this.changed}
      @named=${({ detail }: CustomEvent<string>) => this.#ask({ name: detail, made: null, kept: null })}
      @own=${() => this.#ask({ made: made ?? firstMade(form), name: null, kept: null })}
      @saved=${({ detail }: CustomEvent<SavedView>) => this.#show(detail)}
      @keep=${({ detail }: CustomEvent<KeepReport>) => this.#keep(form, detail)}></gj-report-tabs>`;
  }

  #making(form: FormModel, report: Report | undefined): TemplateResult | typeof nothing {
    const made = this.#made(form, report);
    if (!made) return nothing;
    return html`<details class="made card" ?open=${this.question?.name === null}>
      <summary class="pressable">${this.#saying(report)}</summary>
      <gj-report-question .form=${form} .made=${made}
        @made=${({ detail }: CustomEvent<Made>) => this.#ask({ made: detail, ...this.#own(report) })}></gj-report-question>
    </details>`;
  }

  /** What the report tells, in a sentence: whoever only reads it needs nothing to choose from. */
  #saying(report: Report | undefined): string {
    if (!report) return msg('统计方式', { id: 'report-question' });
    const { groups, across, values } = report;
    const what = listed(values.map(({ label }) => say(label)));
    const by = listed([...groups, ...(across ? [across] : [])].map(({ label }) => say(label)));
    return by === '' ? what : msg(str`按${by}统计：${what}`, { id: 'report-question-of' });
  }

  /** Who makes something of a report by name keeps what it is of: its filter becomes one that he sees and can change. */
  #own(report: Report | undefined): Partial<Question> {
    const { question } = this;
    if (!question || question.made || report?.filter === undefined) return {};
    const condition = together([report.filter, question.filters.condition]);
    return { filters: { ...question.filters, condition } };
  }

  #drawn(form: FormModel, report: Report): TemplateResult {
    const chart = this.#made(form, report)?.chart;
    const isNone = report.lines.length === 1 && report.groups.length > 0;
    if (isNone)
      return html`<gj-state symbol="data" text=${msg('没有可汇总的记录', { id: 'report-none' })}></gj-state>`;
    const withheld = report.values.filter(({ partial }) => partial);
    return html`
      ${
        withheld.length > 0
          ? html`<p class="small in-warn below-2">${msg(
              str`“${listed(withheld.map(({ label }) => say(label)))}”取自其他记录，只算进了您看得到的`,
              { id: 'report-partial' },
            )}</p>`
          : nothing
      }
      ${chart ? this.#chart(form, report, chart) : nothing}
      <div class="frame" role="region" tabindex="0" aria-label=${msg('报表', { id: 'report' })}>
        <gj-report-table .report=${report}
          .listOf=${(conditions: readonly Condition[]) => this.#listOf(form, [report.filter, ...conditions])}></gj-report-table>
      </div>`;
  }

  #chart(form: FormModel, report: Report, look: NonNullable<Made['chart']>): TemplateResult {
    const label = say(report.label) || msg('报表', { id: 'report' });
    const listOf = (conditions: readonly Condition[]) => this.#listOf(form, [report.filter, ...conditions]);
    return reportCharts(report, { label, look, bare: true, listOf });
  }

  /** The list of the records that a number is made of. */
  #listOf(form: FormModel, conditions: readonly (Condition | undefined)[]): string {
    const filters = this.question?.filters ?? plainState;
    const condition = together([filters.condition, ...conditions]);
    const query = writeState({ ...filters, view: 'manage', condition, saved: null });
    return `/forms/${form.name}?${query}`;
  }
}

/** One condition of those that there are; null: of none. */
function together(some: readonly (Condition | null | undefined)[]): Condition | null {
  const all = some.filter((one) => one !== null && one !== undefined);
  const [only = null] = all;
  return all.length > 1 ? { all } : only;
}

function readQuestion(query: URLSearchParams, form: FormModel): Question {
  const named = form.reports?.find(({ name }) => name === query.get('report'));
  const made = readMade(query.get('ask'), form);
  const first = made || named ? undefined : form.reports?.[0];
  const name = made ? null : (named?.name ?? first?.name ?? null);
  return {
    name,
    made: name === null ? (made ?? firstMade(form)) : null,
    filters: { ...readState(query, form), view: 'manage', saved: null, sort: [] },
    kept: query.get('kept'),
  };
}

function writeQuestion({ name, made, filters, kept }: Question): URLSearchParams {
  const query = writeState({ ...filters, view: 'use' });
  if (made) query.set('ask', writeMade(made));
  else if (name !== null) query.set('report', name);
  if (kept !== null) query.set('kept', kept);
  return query;
}

customElements.define('gj-report-page', ReportPage);
