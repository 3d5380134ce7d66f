import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { labelOf } from '../../../metadata/common/read.ts';
import type { HiddenData, PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import { icon } from '../../kit/base/icons.ts';
import { plural, say } from '../../session/i18n.ts';
import { hiddenLines } from './hidden-data.ts';
import type { TakenPlan } from './package-data.ts';
import { issueLines } from './plan-sections.ts';

/** Draws what uninstalling a package means: what stops, what is kept and for how long, and how it comes back. */
export function leavingPlan({ issues, hash }: TakenPlan, along: string): TemplateResult {
  const of = (code: string) => issues.filter((issue) => issue.code === code);
  const forms = of('form-left-out').map(({ params }) => labelIn(params['label']));
  const fields = of('field-left-out').map(({ params }) =>
    [labelIn(params['form']), labelIn(params['field'])].join(' · '),
  );
  const kept = [...of('records-hidden-form'), ...of('values-hidden')].map(hiddenDataOf);
  const views = of('views-hidden').reduce((sum, { params }) => sum + Number(params['count']), 0);
  const others = issues.filter(({ code }) => !counted.has(code));
  return html`
    ${
      hash === null
        ? html`<section><h3 class="below-1 problem">${icon('alert', 14)} ${msg('现在还不能卸载', { id: 'pkg-leaves-not' })}</h3>
            ${issueLines(others)}</section>`
        : nothing
    }
    ${along ? html`<p>${msg(str`一并停用：${along}`, { id: 'pkg-leaves-along' })}</p>` : nothing}
    <div class="halves">
      <section aria-labelledby="stops"><h3 id="stops" class="below-1">${msg('停用', { id: 'pkg-leaves-stops' })}</h3>
        <ul class="lines">
          ${forms.map((name) => line(name, msg('表单', { id: 'pkg-form' })))}
          ${fields.map((name) => line(name, msg('字段', { id: 'field' })))}
          <li class="muted">${msg('它的菜单、规则、参数和接口', { id: 'pkg-leaves-rest' })}</li>
        </ul></section>
      <section aria-labelledby="keeps"><h3 id="keeps" class="below-1">${msg('保留，只是不再显示', { id: 'pkg-leaves-kept' })}</h3>
        ${kept.length > 0 ? hiddenLines(kept) : html`<p class="muted">${msg('没有记录。', { id: 'pkg-leaves-no-records' })}</p>`}
        ${
          views > 0
            ? html`<p class="small muted">${plural(msg(str`${views} 个保存的列表`, { id: 'pkg-leaves-views' }))}</p>`
            : nothing
        }
        ${
          of('local-set-aside').length > 0
            ? html`<p class="small muted">${msg('您对它的本地调整', { id: 'pkg-leaves-local' })}</p>`
            : nothing
        }</section>
    </div>
    <section><h3 class="below-1">${msg('保留多久', { id: 'pkg-leaves-long' })}</h3>
      <p>${msg('没有期限。记录留在库中，直到运维人员永久清除；另写一份归档文件，可以下载，保留到您删除它为止。', { id: 'pkg-leaves-long-help' })}</p></section>
    <section><h3 class="below-1">${msg('怎样恢复', { id: 'pkg-leaves-back' })}</h3>
      <p>${msg('在“归档”里点“重新安装…”：记录连同编号、历史、分配和设置全部回来。刚卸载时，也可以在“发布历史”里撤销。', { id: 'pkg-leaves-back-help' })}</p></section>
    ${
      hash !== null && others.length > 0
        ? html`<section><h3 class="below-1">${msg('还请注意', { id: 'pkg-leaves-more' })}</h3>${issueLines(others)}</section>`
        : nothing
    }
    ${technical(issues)}`;
}

/** Issues that are told by counts and names. */
const counted: ReadonlySet<string> = new Set([
  ...['form-left-out', 'field-left-out', 'records-hidden-form', 'values-hidden', 'views-hidden'],
  'local-set-aside',
]);

function line(name: string, sort: string): TemplateResult {
  return html`<li><span class="grow">${name}</span><span class="small muted">${sort}</span></li>`;
}

function labelIn(label: PlanIssue['params'][string] | undefined): string {
  return say(labelOf(label) ?? undefined);
}

function hiddenDataOf({ form = '', params }: PlanIssue): HiddenData {
  const label = labelOf(params['form']) ?? { zh: form, en: form };
  return { form, label, field: labelOf(params['field']), count: Number(params['count']) };
}

/** What callers of the API meet. */
function technical(issues: readonly PlanIssue[]): TemplateResult | typeof nothing {
  const lines = issues.filter(({ code }) => code === 'form-left-out' || code === 'field-left-out');
  return lines.length === 0
    ? nothing
    : html`<details class="small muted"><summary>${msg('技术细节', { id: 'pkg-technical' })}</summary><ul
        class="lines">${lines.map(({ message }) => html`<li>${message}</li>`)}</ul></details>`;
}
