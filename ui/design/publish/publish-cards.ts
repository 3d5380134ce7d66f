import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DesignPlanned } from '../../../metadata/contract/design/publish.ts';
import { icon } from '../../kit/base/icons.ts';
import { shortName } from '../../kit/base/short-names.ts';
import { plural, say } from '../../session/i18n.ts';
import { namingSets } from '../words/naming-sets.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import type { Misfits } from '../workbook/misfits.ts';
import { workbook } from '../workbook/workbook-work.ts';

/** Draws how many rows of the workbook come in once its form is published. */
export function comingInCard(): TemplateResult | typeof nothing {
  const { waiting } = workbook;
  if (!waiting) return nothing;
  const { file, rows, misfits } = waiting;
  return html`<section class="card"><p>${plural(
    msg(str`发布之后，导入“${file.name}”的 ${rows} 行数据。`, { id: 'workbook-comes-in' }),
  )}</p>${misfits.cells > 0 ? html`<p class="warn">${misfitsText(misfits)}</p>` : nothing}</section>`;
}

function misfitsText({ cells, mayBeMore }: Misfits): string {
  return mayBeMore
    ? plural(
        msg(str`其中至少 ${cells} 个单元格的值不符合字段的类型，改好之后所在的行才能导入。`, {
          id: 'workbook-misfits-least',
        }),
      )
    : plural(
        msg(str`其中 ${cells} 个单元格的值不符合字段的类型，改好之后所在的行才能导入。`, {
          id: 'workbook-misfits',
        }),
      );
}

/** Draws the box for why it is published, which the history shows. */
export function reasonBox(reason: { text: string }): TemplateResult {
  return html`<section class="card"><label class="text-field"><span>${msg('原因', { id: 'reason' })}</span><input
      maxlength="200" autocomplete="off" placeholder=${msg('显示在发布历史里，可不填', { id: 'design-reason-help' })}
      .value=${reason.text} @input=${({ target }: Event) => {
        reason.text = (target as HTMLInputElement).value;
      }} /></label></section>`;
}

/** Draws the change sets that name the design: who publishes it alone leaves them open. */
export function namedCard({
  changeSets,
}: Pick<DesignPlanned, 'changeSets'>): TemplateResult | typeof nothing {
  if (changeSets.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="named"><h2
      id="named">${icon('basket')}${msg('要与这个设计一起发布的变更集', { id: 'design-named-by' })}</h2>
    <p class="small muted">${msg('单独发布设计，这些变更集仍未发布；需要在同一次提交中生效时，请从变更集页面发布。', { id: 'design-named-alone' })}</p>
    ${namingSets(changeSets)}</section>`;
}

/** The way back: with the form that one came from, as the design calls it. */
export function wayBack(drawn: Drawn | null, from: string): TemplateResult {
  const line = drawn?.lines.find(({ name }) => from === `/design/${name}`);
  const label = say(line?.label);
  return html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })} title=${label || nothing}><a
      href="/design">${msg('表单设计', { id: 'design' })}</a>${
        line ? html` / <a href=${from}>${shortName(label)}</a>` : nothing
      }</nav>`;
}
