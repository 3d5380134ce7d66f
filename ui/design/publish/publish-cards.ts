import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DesignPlanned } from '../../../metadata/contract/design/publish.ts';
import { icon } from '../../kit/base/icons.ts';
import { shortName } from '../../kit/base/short-names.ts';
import { plural, say } from '../../session/i18n.ts';
import { namingSets } from '../words/naming-sets.ts';
import { stepWords } from '../words/step-words.ts';
import { valueInFull } from '../words/value-words.ts';
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

/** Draws the values that others published since the design began, so that one decides whose value holds. */
export function overtakenCard(
  { overtaken }: Pick<DesignPlanned, 'overtaken'>,
  drawn: Drawn | null,
  decision: { readonly overwrite: boolean; turn(): void },
): TemplateResult | typeof nothing {
  if (overtaken.length === 0) return nothing;
  return html`<section class="card stops" aria-labelledby="overtaken"><h2
      id="overtaken">${icon('alert')}${msg('期间已由他人发布为其他值', { id: 'design-overtaken' })}</h2>
    <ul class="lines">${overtaken.map(
      ({ form, target, by, now }) => html`<li>
        <span class="grow">${stepWords({ do: 'set', form, target, value: now }, drawn)}</span>
        <span>${by ?? ''}</span><span class="muted">${valueInFull(now)}</span></li>`,
    )}</ul>
    <label><input type="checkbox" .checked=${decision.overwrite} @change=${() => decision.turn()} /> ${msg(
      '以这个设计为准',
      { id: 'design-overwrite' },
    )}</label></section>`;
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
