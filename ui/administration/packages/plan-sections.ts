import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type {
  InstallPlan,
  OwnLine,
  PlanDifference,
  PlanMove,
} from '../../../metadata/contract/packages/install-plan.ts';
import type { PlanIssue, PublishOffer } from '../../../metadata/contract/packages/parts.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { shortNames } from '../../kit/base/short-names.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { mayDesign, session } from '../../session/session.ts';
import type { TableChange } from './package-data.ts';
import { riskBadge } from './package-words.ts';
import { unfitMessage, unfitRows } from './unfit-rows.ts';

/** A part of a plan with its heading; nothing where there is nothing to say. */
export function section(
  id: string,
  heading: string,
  content: TemplateResult | typeof nothing,
  count?: number,
): TemplateResult | typeof nothing {
  return content === nothing
    ? nothing
    : html`<section class="card" aria-labelledby=${`${id}-head`} id=${id}>
        <h2 id=${`${id}-head`} tabindex="-1">${heading} ${
          count === undefined ? nothing : html`<span class="small muted">${count}</span>`
        }</h2>${content}</section>`;
}

/** The place where an issue of a plan is mended: its name as people say it, and its address. */
export interface IssueSpot {
  readonly text: string;
  readonly href: string;
}

/** An issue of a plan can be dealt with on the spot: by what it is called, and what it does. */
export interface IssueAct {
  readonly text: string;
  readonly act: () => void;
}

interface IssueWays {
  /** Default: none is mended in the pages. */
  readonly spotOf?: ((issue: PlanIssue) => IssueSpot | undefined) | undefined;
  /** Default: none can be dealt with at once. */
  readonly actOf?: ((issue: PlanIssue) => IssueAct | undefined) | undefined;
  /** Whether whoever reads it wrote the files of packages. Default: no. */
  readonly files?: boolean | undefined;
}

/** Errors before what is only to be known, each with its place: where it is mended, or the file that says it. */
export function issueLines(
  issues: readonly PlanIssue[],
  { spotOf, actOf, files = false }: IssueWays = {},
): TemplateResult | typeof nothing {
  if (issues.length === 0) return nothing;
  const sorted = issues.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return html`<ul class="lines">${sorted.map((issue) => {
    const { severity, package: owner, file, pointer } = issue;
    const spot = spotOf?.(issue);
    const act = actOf?.(issue);
    return html`<li>
      <span class="badge ${severity === 'error' ? 'error' : 'warn'}">${
        severity === 'error' ? msg('错误', { id: 'pkg-error' }) : msg('注意', { id: 'pkg-warning' })
      }</span>
      <span class="grow">${shortNames(unfitMessage(issue))}${unfitRows(issue)} ${toPlace(issue)}</span>
      ${act ? html`<button @click=${act.act}>${act.text}</button>` : nothing}
      ${
        spot
          ? html`<a class="two-lines" href=${spot.href} title=${spot.text}>${spot.text}</a>`
          : files && file
            ? html`<code class="muted">${[owner, file].filter(Boolean).join('/')}${pointer ? `#${pointer}` : ''}</code>`
            : nothing
      }</li>`;
  })}</ul>`;
}

/** To the roles that lack an action, or to the field in the designer that names a role nobody has. */
function toPlace({ code, params }: PlanIssue): TemplateResult | typeof nothing {
  if (code === 'action-split')
    return html`<a href="/forms/role?view=manage">${msg('去修改', { id: 'pkg-issue-mend' })}</a>`;
  if (!code.startsWith('role-unknown') || !mayDesign()) return nothing;
  const show = encodeURIComponent(`fields/${String(params['path'])}`);
  return html`<a href=${`/design/${String(params['name'])}?show=${show}`}>${msg('去修改', { id: 'pkg-issue-mend' })}</a>`;
}

/** Lines of a part that a reader takes in at once: more of them are behind how many there are. */
const mostOpen = 20;
/** The same of steps that affect nothing. */
const mostSteps = 3;

/** Lists the steps of tables: those that affect nothing, and indexes, in a line each that opens. */
export function tableLines(
  changes: readonly TableChange[],
  hidden: readonly string[],
): TemplateResult | typeof nothing {
  if (changes.length + hidden.length === 0) return nothing;
  const parts = Map.groupBy(changes, ({ kind, risk }) =>
    kind.endsWith('-index') ? 'indexes' : risk === 'safe' ? 'safe' : 'risky',
  );
  const { risky = [], safe = [], indexes = [] } = Object.fromEntries(parts);
  const folded = (lines: readonly TableChange[], text: string, most = 0) =>
    lines.length === 0
      ? nothing
      : html`<details class="small muted" ?open=${lines.length <= most}><summary>${text}</summary><ul
          class="lines">${lines.map(tableLine)}</ul></details>`;
  return html`${risky.length > 0 ? html`<ul class="lines">${risky.map(tableLine)}</ul>` : nothing}
  ${folded(safe, plural(msg(str`${safe.length} 步不影响已有数据`, { id: 'pkg-safe-steps' })), mostSteps)}
  ${folded(indexes, plural(msg(str`调整 ${indexes.length} 个索引`, { id: 'pkg-indexes' })))}
  ${
    hidden.length > 0
      ? html`<p class="small muted">${plural(
          msg(str`${hidden.length} 处的数据留在库中，只是不再显示。`, { id: 'pkg-hidden' }),
        )}</p>`
      : nothing
  }`;
}

function tableLine({ message, risk, rows }: TableChange): TemplateResult {
  return html`<li>${riskBadge(risk)}<span class="grow">${shortNames(message)}</span>
    ${
      rows
        ? html`<span class="small muted">${plural(msg(str`${rows.toLocaleString()} 行`, { id: 'pkg-rows' }))}</span>`
        : nothing
    }</li>`;
}

/** Lists the differences of a new version, those that break something first. */
export function differenceLines(differences: readonly PlanDifference[]): TemplateResult | typeof nothing {
  if (differences.length === 0) return nothing;
  const grades = ['breaking', 'additive', 'cosmetic'] as const;
  const named: Readonly<Record<(typeof grades)[number], string>> = {
    breaking: msg('影响已有的', { id: 'pkg-breaking' }),
    additive: msg('新增', { id: 'pkg-additive' }),
    cosmetic: msg('文字与外观', { id: 'pkg-cosmetic' }),
  };
  return html`${grades.map((grade) => {
    const own = differences.filter((one) => one.grade === grade);
    return own.length === 0
      ? nothing
      : html`<details ?open=${grade === 'breaking' || own.length <= mostOpen}><summary>${named[grade]} <span
          class="small muted">${own.length}</span></summary>
          <ul class="lines">${own.map(
            ({ message, records }) => html`<li><span class="grow">${shortNames(message)}</span>
              ${
                records
                  ? html`<span class="small muted">${plural(
                      msg(str`涉及 ${records.toLocaleString()} 条记录`, { id: 'pkg-concerned' }),
                    )}</span>`
                  : nothing
              }</li>`,
          )}</ul></details>`;
  })}`;
}

/** Lists the data that only passes to another package: nothing of it is lost. */
export function moveLines(moves: readonly PlanMove[]): TemplateResult | typeof nothing {
  if (moves.length === 0) return nothing;
  return html`<p class="small muted note">${msg('只变更归属：数据、标识和接口名称都不变。', { id: 'pkg-moves-help' })}</p>
    <ul class="lines">${moves.map(
      ({ what, records }) => html`<li><span>${what}</span>
        ${
          records
            ? html`<span class="small muted">${plural(
                msg(str`${records.toLocaleString()} 条记录不变`, { id: 'pkg-records-stay' }),
              )}</span>`
            : nothing
        }</li>`,
    )}</ul>`;
}

/**
 * Lists the changes that this system made itself, so that whoever brings a configuration sees them before anything is
 * decided.
 */
export function ownLines(own: readonly OwnLine[], all: number): TemplateResult | typeof nothing {
  if (own.length === 0) return nothing;
  return html`<p class="small muted">${msg('与上次带来的相比，本系统自己改过的；合并时保留，两边都改过的会问您。', { id: 'pkg-own-help' })}</p>
    <details ?open=${own.length <= 12}><summary>${plural(msg(str`${all} 处`, { id: 'pkg-own-places' }))}</summary>
      <ul class="lines">${own.map(({ message }) => html`<li><span class="grow">${message}</span></li>`)}</ul>
      ${
        all > own.length
          ? html`<p class="small muted">${plural(msg(str`另有 ${all - own.length} 处未列出`, { id: 'pkg-own-more' }))}</p>`
          : nothing
      }</details>`;
}

export function recordLines(records: InstallPlan['records']): TemplateResult | typeof nothing {
  if (!records) return nothing;
  const { created, changed, issues, customised = [], dropped = [] } = records;
  if (created + changed + issues.length + customised.length + dropped.length === 0) return nothing;
  const formName = (form: string) => {
    const found = session.formById(form) ?? session.form(form);
    return found ? say(found.recordLabel) : form;
  };
  const counts = [
    plural(msg(str`新增 ${created} 条`, { id: 'pkg-created' })),
    plural(msg(str`更新 ${changed} 条`, { id: 'pkg-updated' })),
  ];
  return html`<p>${dotted(counts)}</p>
    <ul class="lines">${customised.map(
      ({ form, key, fields }) =>
        html`<li><span class="grow">${msg(
          str`${formName(form)} ${key}：您改过的 ${listed(fields)} 保留您的值`,
          { id: 'pkg-customised' },
        )}</span></li>`,
    )}${dropped.map(
      ({ form, key, outcome }) =>
        html`<li><span class="grow">${
          outcome === 'kept'
            ? msg(str`${formName(form)} ${key}：包不再带它，因为用过或改过而保留`, { id: 'pkg-dropped-kept' })
            : msg(str`${formName(form)} ${key}：新版本不再包含，且未被使用，将一并删除`, {
                id: 'pkg-dropped-taken',
              })
        }</span></li>`,
    )}</ul>${issueLines(issues, { files: true })}`;
}

/** Lists the fields that the plan could fill in on existing records, each with a checkbox. */
export function offerLines(
  offers: readonly PublishOffer[],
  picked: readonly string[],
  pick: (fill: readonly string[]) => void,
): TemplateResult | typeof nothing {
  if (offers.length === 0) return nothing;
  return html`<ul class="lines">${offers.map(
    ({ fill, message }) =>
      html`<li><label class="grow"><input type="checkbox" .checked=${picked.includes(fill)} @change=${(
        event: Event,
      ) => {
        const others = picked.filter((one) => one !== fill);
        pick((event.target as HTMLInputElement).checked ? [...others, fill] : others);
      }} /> ${message}</label></li>`,
  )}</ul>`;
}
