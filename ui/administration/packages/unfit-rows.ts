import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import { nameless } from '../../session/i18n.ts';

interface UnfitRow {
  /** Address of the record. */
  readonly link?: string;
  readonly number?: Json;
  readonly value?: Json;
}

const shown = 20;

/** The records whose values do not fit, each with the way to it: there it is mended. */
export function unfitRows({ code, params }: PlanIssue): TemplateResult | typeof nothing {
  const { rows } = params;
  if (code !== 'tables-unfit-rows' || !Array.isArray(rows)) return nothing;
  const linked = (rows as readonly UnfitRow[]).filter(({ link }) => link !== undefined).slice(0, shown);
  if (linked.length === 0) return nothing;
  return html`<ul class="small marked">${linked.map(
    ({ link, number, value }) =>
      html`<li><a href=${link ?? ''}>${
        number === undefined || number === null ? nameless() : String(number)
      }</a> <span class="muted">${textOf(value)}</span></li>`,
  )}</ul>`;
}

/** Answers a value as a text; a value that is secret has none. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
