import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { compare, sub } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { icon } from '../../kit/base/icons.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { plural } from '../../session/i18n.ts';
import type { NamedWay } from './split-data.ts';
import type { SplitAnswer } from './split-door.ts';
import { partNames, type SplitStop, wayName } from './split-words.ts';

export type SplitBy = SplitChoice['by'];

/** The part of a line that is moved: all of it, or so many, or so much. */
export type PartOf = 'all' | 'quantity' | 'amount';

interface Ways {
  readonly way: SplitBy;
  readonly count: string;
  readonly grossLimit: string;
  readonly names: Readonly<Record<NamedWay, string>>;
  /** The limit of the rule, shown where none is typed. */
  readonly ruledLimit: string;
  readonly choose: (way: SplitBy) => void;
  readonly typed: (input: { readonly count?: string; readonly grossLimit?: string }) => void;
}

/** Draws the ways to split, and what the chosen one asks for. */
export function waysBar({ way, count, grossLimit, names, ruledLimit, choose, typed }: Ways): TemplateResult {
  const all: readonly (readonly [SplitBy, string])[] = [
    ['limit', msg('按配置', { id: 'desk-split-limit' })],
    ['gross', wayName('gross', names)],
    ['count', wayName('count', names)],
    ['line', wayName('line', names)],
    ['hand', msg('手工', { id: 'desk-split-hand' })],
  ];
  return html`<div class="flex wraps low gap-2-3">
    <div
      role="radiogroup"
      class="flex wraps clips edged-strong rounded"
      aria-label=${msg('拆分方式', { id: 'desk-split-way' })}
    >${all.filter(([, name]) => name !== '').map(([one, name]) => wayChoice(one, name, one === way, choose))}</div>
    ${
      way === 'count'
        ? html`<label class="text-field">${msg('张数', { id: 'desk-split-count' })}<input
            class="plain"
            inputmode="numeric"
            .value=${count}
            @input=${(event: Event) => typed({ count: textOf(event) })}
          /></label>`
        : nothing
    }
    ${
      way === 'gross'
        ? html`<label class="text-field">${msg('每张价税合计不超过', { id: 'desk-split-gross-limit' })}<input
            class="plain"
            inputmode="decimal"
            .value=${grossLimit}
            placeholder=${ruledLimit}
            @input=${(event: Event) => typed({ grossLimit: textOf(event).trim() })}
          /></label>`
        : nothing
    }</div>`;
}

function wayChoice(
  way: SplitBy,
  name: string,
  isChosen: boolean,
  choose: (way: SplitBy) => void,
): TemplateResult {
  const looks = isChosen ? 'chosen in-accent' : 'surface';
  return html`<label class="choice inline centred gap-1h high-as-control pressable ${looks}"><input
    type="radio"
    name="way"
    .checked=${isChosen}
    @change=${() => choose(way)}
  />${name}</label>`;
}

/** Draws what comes of the split in all, beside what the document says. */
export function sumBar(
  answer: SplitAnswer | null,
  {
    gross,
    documentGross,
    busy,
  }: { readonly gross: string; readonly documentGross: string; readonly busy: boolean },
): TemplateResult {
  const { invoices = [], issues = [] } = answer ?? {};
  const off = sub(gross, documentGross);
  const general = issues.filter(({ params, at }) => params?.['invoice'] === undefined && !at);
  const problems = plural(msg(str`${issues.length} 个问题`, { id: 'desk-split-issues' }));
  return html`<div class="flex wraps centred gap-1-4" role="status" aria-busy=${busy}>
      <b>${plural(msg(str`${invoices.length} 张发票`, { id: 'desk-split-invoices' }))}</b>
      <span>${msg('价税合计', { id: 'desk-gross' })} <b>${grouped(gross, 2)}</b></span>
      ${
        compare(off, '0') === 0
          ? html`<span class="muted">${icon('check', 14)} ${msg('与单据一致', { id: 'desk-split-same' })}</span>`
          : html`<span class="stops">${msg(str`与单据相差 ${grouped(off, 2)}`, { id: 'desk-split-off' })}</span>`
      }
      ${issues.length > 0 ? html`<span class="in-warn">${icon('alert', 14)} ${problems}</span>` : nothing}
    </div>
    ${general.map(({ severity, text }) => html`<p class=${severity}>${text}</p>`)}`;
}

interface Moves {
  /** So many lines are picked, of the invoice at this place. */
  readonly count: number;
  readonly invoice: number;
  readonly invoices: number;
  readonly target: number;
  readonly partOf: PartOf;
  readonly part: string;
  readonly mayMove: boolean;
  readonly mayUndo: boolean;
  readonly change: (to: {
    readonly target?: number;
    readonly partOf?: PartOf;
    readonly part?: string;
  }) => void;
  readonly move: () => void;
  readonly undo: () => void;
}

/** Draws the controls that move the picked lines, for use without a mouse as well. */
export function moveBar(moves: Moves): TemplateResult {
  const { count, invoice, invoices, target, partOf, part, change } = moves;
  const places = Array.from({ length: Math.min(invoices, 200) }, (_, at) => at).filter(
    (at) => at !== invoice,
  );
  const parts: readonly PartOf[] = ['all', 'quantity', 'amount'];
  const label = msg('移动所选明细', { id: 'desk-split-tools' });
  return html`<div class="flex wraps centred gap-2-3" role="toolbar" aria-label=${label}>
    <span class="muted">${plural(msg(str`已选 ${count} 行`, { id: 'desk-split-picked' }))}</span>
    <label class="inline centred gap-2">${msg('移到', { id: 'desk-split-to' })} <select class="plain wide-as-text"
      ?disabled=${count === 0}
      @change=${(event: Event) => change({ target: Number(textOf(event)) })}
    >${[...places, invoices].map(
      (at) =>
        html`<option value=${at} ?selected=${at === target}>${
          at === invoices
            ? msg('新发票', { id: 'desk-split-new' })
            : msg(str`发票 ${at + 1}`, { id: 'desk-split-invoice' })
        }</option>`,
    )}</select></label>
    <label class="inline centred gap-2">${msg('移动', { id: 'desk-split-what' })} <select class="plain wide-as-text"
      ?disabled=${count === 0}
      @change=${(event: Event) => change({ partOf: parts.find((one) => one === textOf(event)) ?? 'all' })}
    >${parts.map(
      (one) => html`<option
        value=${one}
        ?selected=${one === partOf}
        ?disabled=${one !== 'all' && count !== 1}
      >${partNames()[one]}</option>`,
    )}</select></label>
    ${
      partOf === 'all'
        ? nothing
        : html`<input
            class="plain part"
            inputmode="decimal"
            aria-label=${partNames()[partOf]}
            .value=${part}
            @input=${(event: Event) => change({ part: textOf(event).trim() })}
            @keydown=${(event: KeyboardEvent) => {
              if (event.key === 'Enter') moves.move();
            }}
          />`
    }
    <button ?disabled=${!moves.mayMove} @click=${moves.move}>${msg('移过去', { id: 'desk-split-move' })}</button>
    <button ?disabled=${!moves.mayUndo} @click=${moves.undo}>${icon('undo', 14)}${msg('撤销', { id: 'undo' })}</button>
    <span class="muted small">${msg('拖动明细到另一张发票；或用方向键选行、空格多选、Alt+←/→ 移到前后一张', { id: 'desk-split-hint' })}</span>
  </div>`;
}

function textOf({ target }: Event): string {
  return (target as HTMLInputElement | HTMLSelectElement).value;
}

interface Foot {
  /** What is said of its state. Undefined: nothing. */
  readonly said: string | undefined;
  /** Where one goes on instead. Undefined: nothing keeps it from being issued. */
  readonly next: SplitStop['next'] | undefined;
  /** Whether what is shown cannot be made now. */
  readonly isStopped: boolean;
  /** Default: the person may not. */
  readonly plan?: () => void;
  /** Default: the person may not. */
  readonly issue?: () => void;
}

/** Draws what is made of the split; where its state lets nothing be made, that is said with what comes first. */
export function footBar({ said, next, isStopped, plan, issue }: Foot): TemplateResult {
  const makes = html`${
    plan
      ? html`<button ?disabled=${isStopped} @click=${plan}>${msg('生成待开发票…', { id: 'desk-split-plan' })}</button>`
      : nothing
  }
    ${
      issue
        ? html`<button class="primary" ?disabled=${isStopped} @click=${issue}>${msg('开票…', { id: 'desk-split-issue' })}</button>`
        : nothing
    }`;
  return html`<footer class="flex at-end centred gap-2 sticky ruled-above" ${uncovered()}>
    ${said ? html`<span class="rest breaks" role="status">${said}</span>` : nothing}
    ${next ? html`<a class="button primary" href=${next.href}>${next.text}</a>` : makes}
  </footer>`;
}
