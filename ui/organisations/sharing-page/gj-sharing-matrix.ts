import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dotted } from '../../kit/base/dotted.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { icon } from '../../kit/base/icons.ts';
import { Phone } from '../../kit/base/phone.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { plural } from '../../session/i18n.ts';
import { askWithdrawal } from '../sharing/ask-withdrawal.ts';
import { canBeAssigned } from '../sharing/can-be-assigned.ts';
import { sayPairs } from '../sharing/say-pairs.ts';
import { type SharingOrg, sharingOrgs } from '../sharing/sharing-orgs.ts';
import { assignedRecord } from '../sharing/sharing-records.ts';
import { SharingWay } from '../sharing/sharing-way.ts';
import { called, howWord } from '../sharing/sharing-words.ts';
import { treeRows } from '../tree-rows.ts';
import { assignCells, type MatrixQuery, type MatrixRow, MatrixRows, withdrawCells } from './matrix-data.ts';
import { barredWords, type Foreseen, foreseenOf } from './matrix-foreseen.ts';
import { type Cell, cornersOf, type Picked, sightOf, steppedTo, within } from './matrix-sight.ts';
import { matrixStyles } from './matrix-styles.ts';

/** Records that are asked for at once. */
const portion = 200;
/** Heads of levels below it stand as deep as it does, so that their names keep some room. */
const deepest = 5;
/** In pixels, as the styles have them. */
const [cell, head] = [28, 132];
const nobody: ReadonlySet<string> = new Set();

/** An organisation as a column: its level in the tree, from 1. */
interface Column extends SharingOrg {
  readonly level: number;
}

/** Rows are those that an organisation has, or lacks. */
interface OnlyOf {
  readonly org: SharingOrg;
  readonly has: boolean;
}

/**
 * Records by organisations on one screen: who has what. A rectangle of cells, drawn by mouse or by Shift and the arrows,
 * is assigned or withdrawn at once. Only what is in sight is drawn and asked for.
 */
export class GjSharingMatrix extends withProperties(SharingWay<MatrixRow, MatrixQuery>, {
  /** What organisations are called that are shown. */
  orgText: state(''),
  at: state<Cell>(() => ({ row: 0, column: 0 })),
  /** Null: all rows are shown. */
  only: state<OnlyOf | null>(null),
  /** Null: nothing is picked. */
  rectangle: state<Picked | null>(null),
  /** The rectangle is being drawn. */
  drawing: state(false),
}) {
  static override styles = [...SharingWay.styles, matrixStyles];

  protected override readonly list = new MatrixRows(this, () => this.form.name);
  readonly #orgs = new Loading(this, { load: sharingOrgs });
  readonly #doing = new Doing(this, { notifies: true });
  readonly #withdrawing = new Doing(this, { notifies: true });
  readonly #narrow = new Phone(this);
  #frame = 0;
  #columns: readonly Column[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.load();
    this.#columns = treeRows(this.#orgs.value?.nodes ?? [], nobody, this.orgText).map(({ node, level }) => ({
      ...node,
      level,
    }));
  }

  get #rows(): readonly MatrixRow[] {
    return this.list.items;
  }

  protected override load(): void {
    super.load();
    this.rectangle = null;
    this.at = { row: 0, column: 0 };
    const { only } = this;
    const used = only ? { [only.has ? 'usedBy' : 'unusedBy']: only.org.number } : {};
    void this.list.load({ limit: portion, q: this.sought, ...used });
  }

  /** Of the column of names. */
  get #name(): number {
    return this.#narrow.is ? 120 : 220;
  }

  get #box(): HTMLElement | null {
    return this.renderRoot?.querySelector('.frame') ?? null;
  }

  get #sight() {
    const { scrollTop = 0, scrollLeft = 0, clientHeight = 600, clientWidth = 1200 } = this.#box ?? {};
    return {
      rows: sightOf(scrollTop, clientHeight - head, cell, this.#rows.length),
      columns: sightOf(scrollLeft, clientWidth - this.#name, cell, this.#columns.length),
    };
  }

  /** Once a frame, however often the box says that it was scrolled. */
  readonly #scrolled = () => {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { next, busy } = this.list;
      if (next && !busy && this.#sight.rows.last === this.#rows.length) void this.list.more();
      this.requestUpdate();
    });
  };

  #pickedRows(): readonly MatrixRow[] {
    if (!this.rectangle) return [];
    const { first, last } = cornersOf(this.rectangle);
    return this.#rows.slice(first.row, last.row + 1);
  }

  #pickedOrgs(): readonly Column[] {
    if (!this.rectangle) return [];
    const { first, last } = cornersOf(this.rectangle);
    return this.#columns.slice(first.column, last.column + 1);
  }

  get #counts(): Foreseen {
    return foreseenOf(this.#pickedRows(), this.#pickedOrgs(), this.#orgs.value?.byId ?? new Map());
  }

  #cellAt({ clientX, clientY }: PointerEvent): Cell | null {
    const box = this.#box;
    if (!box || this.#rows.length === 0 || this.#columns.length === 0) return null;
    const { left, top } = box.getBoundingClientRect();
    const column = Math.floor((clientX - left + box.scrollLeft - this.#name) / cell);
    const row = Math.floor((clientY - top + box.scrollTop - head) / cell);
    return { row: within(row, this.#rows.length), column: within(column, this.#columns.length) };
  }

  readonly #begin = (event: PointerEvent) => {
    const target = event.composedPath()[0];
    // A finger scrolls; it picks cell by cell.
    if (event.button !== 0 || !(target instanceof Element) || !target.closest('.cell')) return;
    const to = this.#cellAt(event);
    if (!to) return;
    this.at = to;
    this.rectangle = event.shiftKey && this.rectangle ? { ...this.rectangle, to } : { from: to, to };
    if (event.pointerType === 'touch') return;
    this.drawing = true;
    this.#box?.setPointerCapture(event.pointerId);
  };

  readonly #draw = (event: PointerEvent) => {
    if (!this.drawing || !this.rectangle) return;
    const to = this.#cellAt(event);
    if (!to || (to.row === this.at.row && to.column === this.at.column)) return;
    this.at = to;
    this.rectangle = { ...this.rectangle, to };
    this.#show(to);
  };

  readonly #end = () => {
    this.drawing = false;
  };

  readonly #keys = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(((this.#box?.clientHeight ?? 600) - head) / cell) - 1);
    const size = { rows: this.#rows.length, columns: this.#columns.length, page };
    const to = steppedTo(event.key, this.at, size);
    if (to) {
      this.rectangle = { from: event.shiftKey ? (this.rectangle?.from ?? this.at) : to, to };
      this.at = to;
      this.#show(to);
    } else if (event.key === 'Enter') void this.#assign();
    else if (event.key === 'Delete') void this.#withdraw();
    else if (event.key === 'Escape' && this.rectangle) this.rectangle = null;
    else return;
    event.preventDefault();
  };

  /** Brings a cell into sight, beside the names and below the heads that stay there. */
  #show({ row, column }: Cell): void {
    const box = this.#box;
    if (!box) return;
    const [down, across] = [row * cell, column * cell];
    box.scrollTop = Math.min(down, Math.max(box.scrollTop, down + cell + head - box.clientHeight));
    box.scrollLeft = Math.min(across, Math.max(box.scrollLeft, across + cell + this.#name - box.clientWidth));
  }

  async #assign(): Promise<void> {
    const orgs = this.#orgs.value;
    const columns = this.#pickedOrgs();
    const rows = this.#pickedRows()
      .filter(({ sharing }) => canBeAssigned(sharing))
      .map(assignedRecord);
    if (!orgs || rows.length * columns.length === 0 || this.#counts.lacking === 0) return;
    await this.#doing.run(async () => {
      const { name } = this.form;
      const pairs = await assignCells(name, rows, columns, orgs);
      await sayPairs(this, name, pairs, () => this.#again(rows));
      await this.#again(rows);
    });
  }

  async #withdraw(): Promise<void> {
    const [rows, columns] = [this.#pickedRows(), this.#pickedOrgs()];
    if (this.#counts.assigned === 0) return;
    await this.#withdrawing.run(() =>
      askWithdrawal(this, {
        form: this.form.name,
        rounds: withdrawCells(rows, columns),
        again: () => this.#again(rows.map(assignedRecord)),
      }),
    );
  }

  #again(rows: readonly { readonly id: string }[]): Promise<void> {
    return this.list.reread(rows.map(({ id }) => id));
  }

  override render() {
    return html`<div class="framed flex column shrinks shrinks-down grows clips">
      <div class="toolbar rigid pad-2-3 ruled">${this.search()}
        <input type="search" class="plain find" autocomplete="off" .value=${this.orgText}
          placeholder=${msg('查找组织', { id: 'org-find' })} aria-label=${msg('查找组织', { id: 'org-find' })}
          @input=${(event: Event) => {
            this.orgText = (event.target as HTMLInputElement).value;
            this.rectangle = null;
          }} />
        ${this.#narrowing()}
        ${this.#legend()}
      </div>
      ${failureLine(this.list.failure ?? this.#orgs.failure, () => this.load())}
      ${this.#grid()}
      ${this.#foot()}
    </div>`;
  }

  /** Rows that the organisation of the current column has, or lacks. */
  #narrowing(): TemplateResult {
    const { only } = this;
    const here = this.#columns[this.at.column];
    const orgs = [...new Set([only?.org, here])].filter((org) => org !== undefined);
    const choices = orgs.flatMap((org) => [true, false].map((has): OnlyOf => ({ org, has })));
    const isChosen = ({ org, has }: OnlyOf) => org === only?.org && has === only.has;
    const choose = ({ target }: Event) => {
      this.only = choices[(target as HTMLSelectElement).selectedIndex - 1] ?? null;
      this.load();
    };
    return html`<select class="plain fits" ?disabled=${!here && !only} @change=${choose}
      aria-label=${msg('显示哪些数据', { id: 'sharing-matrix-which' })}>
      <option ?selected=${!only}>${msg('全部数据', { id: 'sharing-matrix-every' })}</option>
      ${choices.map(
        (choice) =>
          html`<option ?selected=${isChosen(choice)}>${
            choice.has
              ? msg(str`“${choice.org.name}”在用的`, { id: 'sharing-matrix-has' })
              : msg(str`“${choice.org.name}”没有的`, { id: 'sharing-matrix-lacks' })
          }</option>`,
      )}
    </select>`;
  }

  #legend(): TemplateResult {
    const kinds = [
      ['own', howWord('own')],
      ['assigned', howWord('assigned')],
      ['itself', msg('按管控策略', { id: 'sharing-by-itself' })],
    ] as const;
    return html`<ul class="flex wraps gap-3 small muted">${kinds.map(
      ([kind, text]) => html`<li class="across-close"><span class="mark inline ${kind}"></span>${text}</li>`,
    )}</ul>`;
  }

  #grid(): TemplateResult {
    const { rows, columns } = this.#sight;
    const seen = this.#columns.slice(columns.first, columns.last);
    const label = msg('数据和组织', { id: 'sharing-matrix-label' });
    const busy = this.list.busy || this.#orgs.busy;
    const size = `--name:${this.#name}px;--head:${head}px;--cell:${cell}px;--rows:${this.#rows.length};--columns:${this.#columns.length}`;
    return html`<div class="frame grows shrinks-down scrolls" role="grid" tabindex="0" aria-label=${label}
        aria-busy=${Boolean(busy)} aria-multiselectable="true" aria-rowcount=${this.#rows.length + 1}
        aria-colcount=${this.#columns.length + 1}
        aria-activedescendant=${this.#rows.length > 0 ? `c${this.at.row}-${this.at.column}` : nothing}
        @scroll=${this.#scrolled} @keydown=${this.#keys} @pointerdown=${this.#begin} @pointermove=${this.#draw}
        @lostpointercapture=${this.#end}><div class="cells" style=${size} role="presentation">
      <div class="heads" role="row" aria-rowindex="1">
        <div class="named small muted" role="columnheader" aria-colindex="1">${label}</div>
        <span style="flex:none;width:${columns.first * cell}px"></span>
        ${repeat(
          seen,
          ({ id }) => id,
          (
            org,
            at,
          ) => html`<div class="head small ${columns.first + at === this.at.column ? 'current' : ''}" role="columnheader" aria-colindex=${columns.first + at + 2}
            style="--level:${Math.min(org.level, deepest) - 1}" title=${this.#titleOf(org)} @click=${() => {
              this.at = { ...this.at, column: columns.first + at };
              this.rectangle = null;
            }}>${org.name}</div>`,
        )}</div>
      ${repeat(
        this.#rows.slice(rows.first, rows.last),
        ({ record }) => record.id,
        (row, at) => this.#line(row, rows.first + at, seen, columns.first),
      )}
      ${this.#drawn()}</div></div>`;
  }

  /** Its number and name, and the organisation that it is below. */
  #titleOf({ number, name, parent }: Column): string {
    const above = this.#orgs.value?.byId.get(parent?.id ?? '')?.name;
    const own = `${number} ${name}`;
    return above === undefined ? own : msg(str`${own}，上级：${above}`, { id: 'sharing-matrix-below' });
  }

  #line({ record, holders }: MatrixRow, row: number, seen: readonly Column[], first: number): TemplateResult {
    const text = called(record);
    return html`<div class="line" role="row" aria-rowindex=${row + 2} style="top:${head + row * cell}px">
      <div class="named ellipsis" role="rowheader" aria-colindex="1" title="${record.number ?? ''} ${text}"><a
          href="/forms/${this.form.name}/${record.id}" tabindex="-1">${text}</a></div>
      <span style="flex:none;width:${first * cell}px"></span>
      ${seen.map((org, at) => {
        const how = holders.get(org.id);
        const column = first + at;
        return html`<div class="cell ${kindOf(how)}" role="gridcell" id="c${row}-${column}" aria-colindex=${column + 2}
          aria-selected=${this.#isPicked(row, column)}
          aria-label="${text}, ${org.name}: ${how ? howWord(how) : msg('没有', { id: 'sharing-has-not' })}"></div>`;
      })}</div>`;
  }

  #isPicked(row: number, column: number): boolean {
    // While it is drawn the rectangle itself is enough to see: cells are not drawn anew with each step.
    if (!this.rectangle || this.drawing) return false;
    const { first, last } = cornersOf(this.rectangle);
    return row >= first.row && row <= last.row && column >= first.column && column <= last.column;
  }

  #drawn(): TemplateResult | typeof nothing {
    if (!this.rectangle) return nothing;
    const { first, last } = cornersOf(this.rectangle);
    const place = [
      `left:${this.#name + first.column * cell}px`,
      `top:${head + first.row * cell}px`,
      `width:${(last.column - first.column + 1) * cell}px`,
      `height:${(last.row - first.row + 1) * cell}px`,
    ];
    return html`<div class="drawn" style=${place.join(';')}></div>`;
  }

  #foot(): TemplateResult {
    const rows = this.#pickedRows().length;
    const orgs = this.#pickedOrgs().length;
    const counts = this.drawing ? null : this.#counts;
    const may = this.form.can.has('assign') && !this.#doing.busy;
    const said =
      rows === 0
        ? msg('拖过单元格选择，或用 Shift 和方向键；Enter 分配，Delete 取消。', { id: 'sharing-matrix-help' })
        : dotted([
            plural(msg(str`${rows} 条数据 × ${orgs} 个组织`, { id: 'sharing-matrix-picked' })),
            ...(counts ? barredWords(counts) : []),
          ]);
    return html`<footer class="toolbar rigid pad-2-3 ruled-above" ${uncovered()}>
      <span class="rest small muted" role="status">${rows === 0 && this.#narrow.is ? nothing : said}</span>
      <span class="small muted">${msg(str`共 ${this.count} × ${this.#columns.length}`, { id: 'sharing-matrix-all' })}</span>
      <button ?disabled=${!may || this.#withdrawing.busy || !counts || counts.assigned === 0}
        @click=${() => this.#withdraw()}>${msg('取消分配…', { id: 'sharing-withdraw' })}${numbered(counts?.assigned)}</button>
      <button class="primary" ?disabled=${!may || !counts || counts.lacking === 0}
        @click=${() => this.#assign()}>${icon('assign')}${
          this.#doing.busy ? msg('正在分配…', { id: 'sharing-assigning' }) : msg('分配', { id: 'assign-now' })
        }${numbered(counts?.lacking)}</button>
    </footer>`;
  }
}

function numbered(count = 0): string {
  return count > 0 ? ` (${count})` : '';
}

function kindOf(how: string | undefined): string {
  if (how === undefined) return '';
  return how === 'own' || how === 'assigned' ? how : 'itself';
}
customElements.define('gj-sharing-matrix', GjSharingMatrix);
