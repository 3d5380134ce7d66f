import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import {
  type ChartName,
  chartNames,
  type MeasureName,
  type SpanName,
  spanNames,
} from '../../../metadata/property/report-words.ts';
import { chartWords } from '../../../metadata/property/words/parts.ts';
import { mostReported, type ReportGroup, type ReportValue } from '../../../metadata/report-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import {
  type Choice,
  groupChoices,
  type Made,
  measureChoices,
  overRows,
  valueChoices,
} from './report-asked.ts';
import '../../kit/gj-menu.ts';

/** What a report is made by, to be chosen. Tells `made` with all of it. */
export class GjReportQuestion extends withProperties(GjElement, {
  form: given<FormModel>(),
  made: given<Made>(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        padding-block: var(--gj-2) var(--gj-1);
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--gj-2) var(--gj-3);
        align-items: center;
      }
      select {
        max-width: var(--gj-size-220);
      }
      .pair {
        display: inline-flex;
        gap: var(--gj-half);
      }
    `,
  ];

  #tell(change: Partial<Made>): void {
    this.emit('made', { ...this.made, ...change });
  }

  override render() {
    const { made, form } = this;
    return html`
      ${this.#over()}
      <span class="small muted">${msg('分行依据', { id: 'report-groups' })}</span>
      <div class="flex wraps gap-2">
        ${made.groups.map((group, at) =>
          this.#group(group, `${msg('分行', { id: 'report-group' })} ${at + 1}`, (next) =>
            this.#tell({ groups: next ? made.groups.with(at, next) : made.groups.toSpliced(at, 1) }),
          ),
        )}
        ${
          made.groups.length < mostReported.groups
            ? this.#add(msg('分行字段', { id: 'report-add-group' }), this.#freeGroups(), (path) =>
                this.#tell({ groups: [...made.groups, groupOf(path, groupChoices(form, made))] }),
              )
            : nothing
        }
      </div>
      <span class="small muted">${msg('分列依据', { id: 'report-across' })}</span>
      <div class="flex wraps gap-2">
        ${
          made.across
            ? this.#group(made.across, msg('分列', { id: 'report-column' }), (next) => this.#across(next))
            : this.#add(msg('分列字段', { id: 'report-add-across' }), this.#freeGroups(), (path) =>
                this.#across(groupOf(path, groupChoices(form, made))),
              )
        }
      </div>
      <span class="small muted">${msg('计算内容', { id: 'report-values' })}</span>
      <div class="flex wraps gap-2">${made.values.map((value, at) => this.#value(value, at))}${this.#addValue()}</div>
      <span class="small muted">${msg('图形', { id: 'report-chart' })}</span>
      <div class="flex wraps gap-2" role="group" aria-label=${msg('图形', { id: 'report-chart' })}>
        ${[undefined, ...chartNames].map(
          (name) =>
            html`<button class="plain ${made.chart === name ? 'on' : ''}" aria-pressed=${made.chart === name}
              @click=${() => this.#chart(name)}>${chartWord(name)}</button>`,
        )}
      </div>`;
  }

  #across(across: ReportGroup | undefined): void {
    const { across: _, ...rest } = this.made;
    this.emit('made', across ? { ...rest, across } : rest);
  }

  #chart(chart: ChartName | undefined): void {
    const { chart: _, ...rest } = this.made;
    this.emit('made', chart ? { ...rest, chart } : rest);
  }

  /** Of forms with rows: whether records or their rows are counted. */
  #over(): TemplateResult | typeof nothing {
    const { form, made } = this;
    const entries = form.entries.filter(({ hidden }) => !hidden);
    if (entries.length === 0) return nothing;
    const label = msg('统计对象', { id: 'report-over' });
    return html`<span class="small muted">${label}</span>
      <div><select class="plain fits" aria-label=${label} @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        this.emit('made', overRows(made, value || undefined, form));
      }}>
        <option value="" ?selected=${made.entries === undefined}>${say(form.label)}</option>
        ${entries.map(
          ({ id, label: one }) =>
            html`<option value=${id} ?selected=${made.entries === id}>${say(form.label)} · ${say(one)}</option>`,
        )}
      </select></div>`;
  }

  #freeGroups(): readonly Choice[] {
    const { form, made } = this;
    const taken = new Set([...made.groups, ...(made.across ? [made.across] : [])].map(({ field }) => field));
    return groupChoices(form, made).filter(({ path }) => !taken.has(path));
  }

  #group(group: ReportGroup, label: string, change: (next: ReportGroup | undefined) => void): TemplateResult {
    const all = groupChoices(this.form, this.made);
    const own = all.find(({ path }) => path === group.field);
    const free = new Set(this.#freeGroups().map(({ path }) => path));
    return html`<span class="pair">
      <select class="plain fits" aria-label=${label} @change=${(event: Event) =>
        change(groupOf((event.target as HTMLSelectElement).value, all))}>
        ${all
          .filter(({ path }) => path === group.field || free.has(path))
          .map((one) => html`<option value=${one.path} ?selected=${one === own}>${say(one.label)}</option>`)}
      </select>
      ${
        own?.dated
          ? html`<select class="plain fits" aria-label=${msg('时间段', { id: 'report-span' })} @change=${(
              event: Event,
            ) => change({ ...group, by: (event.target as HTMLSelectElement).value as SpanName })}>
              ${spanNames.map(
                (name) =>
                  html`<option value=${name} ?selected=${(group.by ?? 'day') === name}>${spanWord(name)}</option>`,
              )}
            </select>`
          : nothing
      }
      ${this.#without(() => change(undefined))}
    </span>`;
  }

  #value(value: ReportValue, at: number): TemplateResult {
    const { form, made } = this;
    const change = (next: ReportValue) => this.#tell({ values: made.values.with(at, next) });
    const fields = value.of === 'count' ? [] : valueChoices(form, made, value.of);
    return html`<span class="pair">
      <select class="plain fits" aria-label=${msg('算法', { id: 'report-measure' })} @change=${(
        event: Event,
      ) =>
        change(valueBy(form, made, (event.target as HTMLSelectElement).value as MeasureName, value.field))}>
        ${measureChoices(form, made).map(
          (name) => html`<option value=${name} ?selected=${name === value.of}>${measureWord(name)}</option>`,
        )}
      </select>
      ${
        fields.length > 0
          ? html`<select class="plain fits" aria-label=${msg('数字字段', { id: 'report-field' })} @change=${(
              event: Event,
            ) => change({ of: value.of, field: (event.target as HTMLSelectElement).value })}>
              ${fields.map(
                ({ path, label }) =>
                  html`<option value=${path} ?selected=${path === value.field}>${say(label)}</option>`,
              )}
            </select>`
          : nothing
      }
      ${made.values.length > 1 ? this.#without(() => this.#tell({ values: made.values.toSpliced(at, 1) })) : nothing}
    </span>`;
  }

  #addValue(): TemplateResult | typeof nothing {
    const { form, made } = this;
    if (made.values.length >= mostReported.values) return nothing;
    const said = new Set(made.values.map(({ of, field }) => `${of} ${field ?? ''}`));
    const free = measureChoices(form, made).flatMap((of): ReportValue[] =>
      of === 'count' ? [{ of }] : valueChoices(form, made, of).map(({ path }) => ({ of, field: path })),
    );
    const next = free.find(({ of, field }) => !said.has(`${of} ${field ?? ''}`));
    if (!next) return nothing;
    const text = msg('数值', { id: 'report-add-value' });
    return html`<button class="plain" @click=${() => this.#tell({ values: [...made.values, next] })}>${icon('add', 12)}${text}</button>`;
  }

  #add(text: string, free: readonly Choice[], add: (path: string) => void): TemplateResult | typeof nothing {
    if (free.length === 0) return nothing;
    const items = free.map(({ path, label }) => ({ key: path, text: say(label) }));
    return html`<gj-menu look="plain" label=${text} .items=${items}
      @pick=${({ detail }: CustomEvent<string>) => add(detail)}>${icon('add', 12)}${text}</gj-menu>`;
  }

  #without(act: () => void): TemplateResult {
    const label = msg('删除', { id: 'delete' });
    return html`<button class="square plain" aria-label=${label} title=${label} @click=${act}>${icon('close', 12)}</button>`;
  }
}

/** Days are grouped by months, which is what most people look at. */
function groupOf(path: string, all: readonly Choice[]): ReportGroup {
  return all.find((one) => one.path === path)?.dated ? { field: path, by: 'month' } : { field: path };
}

function valueBy(form: FormModel, made: Made, of: MeasureName, field: string | undefined): ReportValue {
  if (of === 'count') return { of };
  const fields = valueChoices(form, made, of);
  const path = fields.find((one) => one.path === field)?.path ?? fields[0]?.path;
  return path === undefined ? { of: 'count' } : { of, field: path };
}

function measureWord(name: MeasureName): string {
  switch (name) {
    case 'count':
      return msg('数量', { id: 'measure-count' });
    case 'sum':
      return msg('合计', { id: 'table-total' });
    case 'average':
      return msg('平均', { id: 'measure-average' });
    case 'least':
      return msg('最小', { id: 'measure-least' });
    case 'most':
      return msg('最大', { id: 'measure-most' });
  }
}

function spanWord(name: SpanName): string {
  switch (name) {
    case 'day':
      return msg('按天', { id: 'span-day' });
    case 'week':
      return msg('按周', { id: 'span-week' });
    case 'month':
      return msg('按月', { id: 'span-month' });
    case 'quarter':
      return msg('按季', { id: 'span-quarter' });
    case 'year':
      return msg('按年', { id: 'span-year' });
  }
}

function chartWord(name: ChartName | undefined): string {
  return name === undefined ? msg('不画图', { id: 'chart-none' }) : say(chartWords[name]);
}

customElements.define('gj-report-question', GjReportQuestion);
