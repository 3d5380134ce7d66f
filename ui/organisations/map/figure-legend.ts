import { msg, str } from '@lit/localize';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { OrgValues } from './ask-figures.ts';
import type { MapAnswers } from './map-answers.ts';
import type { OrgFigures } from './map-figures.ts';
import { depthOf, figureColour } from './tone-styles.ts';

const steps = [0, 0.25, 0.5, 0.75, 1];

/** The numbers of organisations as the map has its answers. */
export function answersOfFigures({ byOrg }: OrgFigures): MapAnswers {
  return new Map(
    [...byOrg].map(([id, figure]) => [id, { tone: 'figure' as const, mark: figure.text, figure }]),
  );
}

/** From nothing to the most: as deep as the colour is, as large is the number. */
export function figureLegend({ byOrg, most, currency }: OrgFigures): TemplateResult {
  if (byOrg.size === 0)
    return html`<p class="legend muted smaller below-2" role="status">${msg('没有可见的数据。', { id: 'map-no-figures' })}</p>`;
  return html`<div class="legend flex wraps centred gap-2 smaller below-2" role="status">
    <span>0</span>
    <svg width=${steps.length * 24} height="12" aria-hidden="true">${steps.map((step, at) =>
      swatch(depthOf(step), at * 24),
    )}</svg>
    <span class="figures">${most}</span>
    ${
      currency === null
        ? nothing
        : html`<span class="muted">${msg(str`颜色只按 ${currency} 金额`, { id: 'map-one-currency' })}</span>`
    }
    <span class="muted">${msg('点一个组织可打开它的明细。', { id: 'map-figure-hint' })}</span></div>`;
}

/** A colour for each of the most frequent values, with how many organisations read it. */
export function valueLegend({ legend, isCut }: OrgValues): TemplateResult {
  return html`<ul class="legend flex wraps gap-2-3 smaller below-2" aria-label=${msg('图例', { id: 'map-legend' })}>${legend.map(
    ({ text, count }, series) => html`<li class="across-close"><svg width="24" height="12"
        aria-hidden="true">${swatch(figureColour({ series }), 0)}</svg> ${text} <b>${count}</b></li>`,
  )}${
    isCut
      ? html`<li class="in-warn">${msg('下级组织太多，只列出了前 1,000 个的值。', { id: 'param-below-cut' })}</li>`
      : nothing
  }</ul>`;
}

function swatch(colour: string, x: number): SVGTemplateResult {
  return svg`<g class="figure" style=${colour}><rect class="box" x=${x + 1} y="1" width="22" height="10" rx="2" /></g>`;
}
