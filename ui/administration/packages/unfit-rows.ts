import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import { nameless, plural, say } from '../../session/i18n.ts';

interface UnfitRow {
  /** Address of the record. */
  readonly link?: string;
  readonly number?: Json;
  readonly value?: Json;
}

const shown = 20;

/** What is wrong, without examples where the records themselves stand below. */
export function unfitMessage(issue: PlanIssue): string {
  if (linkedRows(issue).length === 0) return issue.message;
  const { label, field, count } = issue.params as unknown as UnfitParams;
  const [form, named] = [say(label), say(field)];
  return plural(
    msg(str`“${form}”的“${named}”不能这样更改：有 ${count} 行的值放不进新的类型或长度`, {
      id: 'pkg-unfit-rows',
    }),
  );
}

interface UnfitParams {
  readonly label: Label;
  readonly field: Label;
  readonly count: number;
}

function linkedRows({ code, params: { rows } }: PlanIssue): readonly UnfitRow[] {
  if (code !== 'tables-unfit-rows' || !Array.isArray(rows)) return [];
  return (rows as readonly UnfitRow[]).filter(({ link }) => link !== undefined).slice(0, shown);
}

/** The records whose values do not fit, each with the way to it: there it is mended. */
export function unfitRows(issue: PlanIssue): TemplateResult | typeof nothing {
  const linked = linkedRows(issue);
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
