import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report } from '../../../metadata/contract/reports/calls.ts';
import { reportFlaws } from '../../../metadata/report/report-fields.ts';
import type { ReportSource } from '../../../metadata/report-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Loading } from '../../kit/loading.ts';
import { askedOf, firstMade, type Made } from '../../list/report/report-asked.ts';
import { reportCharts } from '../../list/report/report-charts.ts';
import { renamed } from '../../list/state/saved-views.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { copyOf, ownership } from '../canvas/gj-part-list.ts';
import { editorStyles } from '../property/property-ask.ts';
import { fileLately } from '../property/undrawn.ts';
import { labelField, labelPair, trimmedLabel } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { Drawn, DrawnIssue, DrawnReport } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure, notifyHere } from '../work/design-notices.ts';
import { fileAt } from '../work/issue-address.ts';
import '../../kit/gj-state.ts';
import '../../list/report/gj-report-question.ts';
import '../../list/report/gj-report-table.ts';

/** The reports of a form: all of them, what the picked one is made by, and what it comes to. Tells `open` with a place. */
export class GjReportsDesign extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  /** `reports/by-month`; empty: the first. */
  place: text(),
  /** The filter in words. */
  words: state(''),
}) {
  static override styles = [
    shared,
    editorStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gj-size-260) minmax(0, 1fr);
        min-height: 0;
      }
      .side {
        border-inline-end: var(--gj-edge);
      }
      .named {
        max-width: var(--gj-size-480);
      }
      @media (max-width: 600px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  /** One stay in a box is one step. */
  #stay = '';
  #said = '';
  readonly #trial = new Loading<Report, string>(this, {
    key: () => this.#askable(),
    keeps: true,
    load: (asked, signal) => this.#add(JSON.parse(asked) as ReportSource, signal),
  });

  get #reports(): readonly DrawnReport[] {
    return this.drawn.reports;
  }

  get #line(): DrawnReport | undefined {
    const { name } = fileAt('reports', this.place) ?? {};
    return this.#reports.find((one) => one.name === name) ?? this.#reports[0];
  }

  get #content(): ReportSource | null {
    const line = this.#line;
    return line ? fileLately('set-report', this.form.id, line.name, line.content) : null;
  }

  /** The question by which the records of today are added up; undefined: there are none, or it is wrong. */
  #askable(): string | undefined {
    const content = this.#content;
    if (!content || !session.formById(this.form.id) || reportFlaws(this.form, content).length > 0)
      return undefined;
    return JSON.stringify(content);
  }

  /** Adds up the records of today, of those that the report is of. */
  async #add(content: ReportSource, signal: AbortSignal): Promise<Report> {
    const { form } = this;
    const { filter } = content;
    const named = filter && (await renamed(filter, form, 'toNames'));
    return session.api.call('POST /api/forms/:form/reports', {
      path: { form: session.formById(form.id)?.name ?? form.name },
      body: { ...askedOf(content, form), ...(named && { filter: named }) },
      signal,
    });
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const said = JSON.stringify(this.#content?.filter ?? null);
    if (said === this.#said) return;
    this.#said = said;
    this.words = '';
    const { filter } = this.#content ?? {};
    if (filter !== undefined) void this.#say(filter as Json, said);
  }

  async #say(filter: Json, said: string): Promise<void> {
    const { wordsOf } = await import('../property/design-condition.ts');
    const words = await wordsOf(filter, { form: this.form, place: '' }).catch(() => JSON.stringify(filter));
    if (said === this.#said) this.words = words;
  }

  #open(name: string): void {
    this.#stay = '';
    this.emit('open', `reports/${name}`);
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  async #take(name: string, content: ReportSource, typing = false): Promise<void> {
    const { id } = this.form;
    if (typing) this.#stay ||= crypto.randomUUID();
    else this.#stay = '';
    const typed = typing ? { typed: this.#stay } : {};
    const taken = this.#try(() =>
      design.take({ do: 'set-report', form: id, name, content, ...typed }, { typing }),
    );
    this.requestUpdate();
    await taken;
  }

  #new(): Promise<void> {
    return this.#try(() =>
      openForm(this, {
        label: msg('新报表', { id: 'report-new' }),
        begins: 'label',
        fields: { label: labelField() },
        act: msg('开始设计', { id: 'design-form-begin' }),
        send: async (answers) => {
          const label = trimmedLabel(answers.label);
          const [proposed = 'report'] = await proposedNames([label], { of: 'form' });
          const name = freeName(proposed, new Set(this.#reports.map((one) => one.name)));
          await this.#take(name, { name, form: this.form.id, label, ...firstMade(this.form) });
          this.#open(name);
        },
      }),
    );
  }

  async #copy(line: DrawnReport | undefined): Promise<void> {
    if (!line?.content) return;
    const copy = copyOf(line.content, this.#reports);
    await this.#take(copy.name, copy);
    this.#open(copy.name);
  }

  async #remove(line: DrawnReport | undefined): Promise<void> {
    if (!line) return;
    const { name, replaces, content } = line;
    const label = say(content?.label) || name;
    await this.#try(() => design.take({ do: 'remove-report', form: this.form.id, name }));
    if (replaces === undefined) this.emit('open', 'reports/');
    notifyHere({
      text:
        replaces === undefined
          ? msg(str`已删除“${label}”`, { id: 'print-removed' })
          : msg(str`已恢复为“${this.packageName(replaces)}”的报表`, { id: 'report-restored' }),
      undo: () => design.turn({ do: 'undo' }),
    });
  }

  #issues(name: string): readonly DrawnIssue[] {
    return this.drawn.issues.filter(
      ({ form, place = '' }) => form === this.form.id && fileAt('reports', place)?.name === name,
    );
  }

  override render() {
    const line = this.#line;
    const content = this.#content;
    return html`<div class="side scrolls pad-2 shaded">${this.#list(line)}</div>
      <div class="scrolls pad-3">${line ? this.#sheet(line, content) : this.#none()}</div>`;
  }

  #list(picked: DrawnReport | undefined): TemplateResult {
    const parts = this.#reports.map((line) => ({
      key: line.name,
      label: say(line.content?.label) || line.name,
      copies: true,
      wrong: this.#issues(line.name).some(({ severity }) => severity === 'error'),
      ...ownership(line, this.packageName),
    }));
    const line = (key: string) => this.#reports.find(({ name }) => name === key);
    return html`<gj-part-list .parts=${parts} picked=${picked?.name ?? ''} label=${msg('报表', { id: 'report' })}
      @show=${({ detail }: CustomEvent<string>) => this.#open(detail)}
      @copy-part=${({ detail }: CustomEvent<string>) => this.#copy(line(detail))}
      @take-away=${({ detail }: CustomEvent<string>) => this.#remove(line(detail))}><button class="slim"
      @click=${() => this.#new()}>${icon('add', 14)}${msg('新报表', { id: 'report-new' })}</button></gj-part-list>`;
  }

  #sheet(line: DrawnReport, content: ReportSource | null): TemplateResult {
    if (!content)
      return html`<p class="problem">${msg('这不是有效的报表，请在 JSON 中改正。', { id: 'report-unreadable' })}</p>`;
    const now = () => this.#content ?? content;
    const put = (change: Partial<ReportSource>, typing = false) =>
      void this.#take(line.name, { ...now(), ...change }, typing);
    const called = (label: Label, typing: boolean) => put({ label: { ...label } }, typing);
    const issues = this.#issues(line.name).filter(({ severity }) => severity === 'error');
    const name = msg('名称', { id: 'name' });
    return html`
      <div class="named below-3"><div class="small muted" aria-hidden="true">${name}</div>
        ${labelPair({ label: content.label, name, put: called })}</div>
      ${issues.map(({ message }) => html`<p class="problem below-2" role="alert">${say(message)}</p>`)}
      <gj-report-question class="card below-3" .form=${this.form} .made=${content}
        @made=${({ detail }: CustomEvent<Made>) => void this.#take(line.name, this.#with(now(), detail))}></gj-report-question>
      ${this.#filter(line.name, content)}
      ${this.#askable() === undefined ? this.#later() : html`<div class="card scrolls">${this.#trial.shown((report) => this.#result(report, content))}</div>`}`;
  }

  /** The new question with what else the report says. */
  #with({ name, form, label, filter, values }: ReportSource, made: Made): ReportSource {
    const called = new Map(values.map((value) => [`${value.of} ${value.field ?? ''}`, value.label]));
    const own = made.values.map((value) => {
      const labelled = called.get(`${value.of} ${value.field ?? ''}`);
      return { ...value, ...(labelled && { label: labelled }) };
    });
    return { name, form, label, ...(filter !== undefined && { filter }), ...made, values: own };
  }

  #filter(name: string, content: ReportSource): TemplateResult {
    const label = msg('只统计这些记录', { id: 'report-filter' });
    const { filter: _, ...rest } = content;
    const edit = () =>
      this.#try(async () => {
        const { editCondition } = await import('../property/design-condition.ts');
        const at = { form: this.form, place: '' };
        const edited = await editCondition(content.filter as Json | undefined, at, { title: label });
        if (edited === undefined) return;
        await this.#take(name, edited === null ? rest : { ...content, filter: edited as Condition });
      });
    const has = content.filter !== undefined;
    return html`<div class="below-3"><div class="small muted">${label}</div>${
      has ? html`<div class="pad-1-2 breaks shaded edged rounded">${this.words || '…'}</div>` : nothing
    }<button class="plain" @click=${edit}>${icon('edit', 14)}${
      has ? msg('编辑', { id: 'edit' }) : msg('设置条件', { id: 'set-condition' })
    }</button>${
      has
        ? html`<button class="plain" @click=${() => this.#take(name, rest)}>${msg('统计全部记录', { id: 'report-all' })}</button>`
        : nothing
    }</div>`;
  }

  #later(): TemplateResult {
    return html`<p class="muted small">${msg('表单发布以后，这里显示用现有记录算出的结果。', { id: 'report-later' })}</p>`;
  }

  #result(report: Report, { label, chart }: ReportSource): TemplateResult {
    const listOf = () => `/forms/${this.form.name}`;
    return html`<p class="small muted below-2">${msg('用现有记录算出的结果', { id: 'report-trial' })}</p>
      ${chart ? reportCharts(report, { label: say(label), look: chart, bare: true, listOf }) : nothing}
      <gj-report-table .report=${report} .listOf=${listOf}></gj-report-table>`;
  }

  #none(): TemplateResult {
    return html`<gj-state symbol="data" text=${msg('这个表单还没有报表。', { id: 'report-none-yet' })}><button
      class="primary" @click=${() => this.#new()}>${icon('add', 14)}${msg('新报表', { id: 'report-new' })}</button></gj-state>`;
  }
}
customElements.define('gj-reports-design', GjReportsDesign);
