import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { fieldAbove } from '../../../metadata/report/view-fits.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { icon } from '../../kit/base/icons.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { cellOf } from '../cells/record-cells.ts';
import { listField } from '../state/list-field.ts';
import { titleField, titleText } from './card.ts';
import { DrawnRecords } from './drawn-records.ts';
import { linesOf, parentIn, type TreeLine, type TreeNode, TreeRest, treeOf } from './tree-nodes.ts';
import { treeStyles } from './tree-styles.ts';

/** A tree of no more is loaded at once; of a larger one what somebody opens. */
const mostWhole = 500;
/** Records of a search whose way from the top is shown. */
const mostFound = 200;
/** What is told of a record beside its name. */
const mostColumns = 5;

type MoreLine = Extract<TreeLine, { readonly rest: TreeRest }>;
type Keys = Readonly<Record<string, () => void>>;

/** Records below each other. A search or filter shows what it finds with its way from the top. */
export class GjTree extends DrawnRecords {
  static override styles = [...DrawnRecords.styles, treeStyles];

  #top: readonly TreeNode[] = [];
  readonly #loading = new Loading<true, RecordList>(this, {
    key: () => this.list,
    keeps: true,
    load: async () => {
      await (this.#isSearched ? this.#find() : this.#openTop());
      return true;
    },
  });
  /** How many records there are; null: nobody counted. */
  #total: number | null = null;
  #isWhole = false;
  /** Not all that was found is shown. */
  #isCut = false;
  #rest: TreeRest | null = null;
  #current = '';
  /** What is on its way. */
  readonly #asked = new Set<TreeRest>();

  get #above(): string {
    return fieldAbove(this.form)?.name ?? '';
  }

  get #isSearched(): boolean {
    return this.list.question.q !== '' || this.list.question.filter !== null;
  }

  #asking(filter: Condition | null, fields = this.list.question.fields): RecordList {
    return new RecordList(session.api, this.form.name, { ...this.list.question, filter, fields });
  }

  async #openTop(): Promise<void> {
    const { list } = this;
    const total = await this.#asking(null).count();
    const isWhole = total <= mostWhole;
    const all = isWhole ? await this.#asking(null).everything(mostWhole) : [];
    const above = this.#above;
    // One that stands below a record that its reader does not see stands at the top for him.
    const unseen: Condition = {
      all: [
        { fact: above, operator: 'isNotEmpty' },
        { fact: `${above}.createdAt`, operator: 'isEmpty' },
      ],
    };
    const rest = new TreeRest([this.#asking({ fact: above, operator: 'isEmpty' }), this.#asking(unseen)]);
    const nodes = isWhole ? treeOf(all, above, { isOpen: false }) : await this.#unknown(await rest.next());
    if (list !== this.list) return;
    this.#total = total;
    this.#isWhole = isWhole;
    this.#isCut = false;
    this.#rest = isWhole || rest.complete ? null : rest;
    this.#top = nodes;
    // A tree that begins with one record is looked at below it.
    const [only, ...others] = nodes;
    if (only && others.length === 0) await this.#open(only);
  }

  /** Nodes of which nobody knows yet what is below; those with nothing below are found out by one question. */
  async #unknown(records: readonly ListedRecord[]): Promise<TreeNode[]> {
    const above = this.#above;
    const ids = records.map(({ id }) => id);
    const asked = this.#asking({ fact: above, operator: 'in', value: ids }, [above]);
    const below = ids.length > 0 ? await asked.everything(mostWhole) : [];
    const parents = new Set(below.map((record) => parentIn(record, above)));
    const isSure = below.length < mostWhole;
    return records.map((record) => ({
      record,
      below: null,
      mayHave: !isSure || parents.has(record.id),
      isOpen: false,
    }));
  }

  /** What is found, each with all that is above it. */
  async #find(): Promise<void> {
    const { list } = this;
    const { view, fields } = list.question;
    const found = await this.#asking(list.question.filter).everything(mostFound + 1);
    const shown = found.slice(0, mostFound);
    const known = new Map(shown.map((record) => [record.id, record]));
    const missing = () => [
      ...new Set(
        [...known.values()].flatMap((record) => {
          const parent = parentIn(record, this.#above);
          return parent !== null && !known.has(parent) ? [parent] : [];
        }),
      ),
    ];
    for (let ids = missing(), before = ''; ids.length > 0 && ids.join() !== before; ids = missing()) {
      before = ids.join();
      const more = await recordsById(this.form.name, ids, { view, fields: fields.join(',') });
      for (const [id, record] of more) known.set(id, record);
    }
    if (list !== this.list) return;
    const asked = new Set(shown.map(({ id }) => id));
    this.#top = treeOf([...known.values()], this.#above, { isOpen: true, asked });
    this.#total = asked.size;
    this.#isCut = found.length > mostFound;
    this.#isWhole = true;
    this.#rest = null;
  }

  async #open(node: TreeNode): Promise<void> {
    node.isOpen = true;
    this.requestUpdate();
    if (node.below !== null) return;
    try {
      const own: Condition = { fact: this.#above, operator: 'equal', value: node.record.id };
      const rest = new TreeRest([this.#asking(own)]);
      node.below = await this.#unknown(await rest.next());
      node.rest = rest.complete ? null : rest;
      node.mayHave = node.below.length > 0;
    } catch (failure) {
      node.isOpen = false;
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.requestUpdate();
  }

  #turn(node: TreeNode): void {
    if (!node.isOpen) void this.#open(node);
    else {
      node.isOpen = false;
      this.requestUpdate();
    }
  }

  #turnAll(isOpen: boolean): void {
    const turn = (nodes: readonly TreeNode[]): void => {
      for (const node of nodes) {
        node.isOpen = isOpen && node.mayHave;
        turn(node.below ?? []);
      }
    };
    turn(this.#top);
    this.requestUpdate();
  }

  /** The next records of the top, or of those below a node; the focus goes to the first of them. */
  async #more({ rest, below }: MoreLine): Promise<void> {
    if (this.#asked.has(rest)) return;
    this.#asked.add(rest);
    try {
      const nodes = await this.#unknown(await rest.next());
      const left = rest.complete ? null : rest;
      if (below) {
        below.below = [...(below.below ?? []), ...nodes];
        below.rest = left;
      } else if (rest === this.#rest) {
        this.#top = [...this.#top, ...nodes];
        this.#rest = left;
      }
      // Who sees them may ask for the next ones at once.
      this.#asked.delete(rest);
      const [first] = nodes;
      if (first) await this.#focus(first.record.id);
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.#asked.delete(rest);
    this.requestUpdate();
  }

  protected override itemsOf(record: ListedRecord): readonly MenuItem[] {
    const { form } = this;
    const add = {
      key: 'below',
      text: msg('新建下级', { id: 'tree-add-below' }),
      icon: 'add' as const,
      href: `/forms/${form.name}/new?parent=${record.id}`,
    };
    const [first, ...rest] = this.rowMenu(record);
    return first && form.can.has('create') ? [first, add, ...rest] : this.rowMenu(record);
  }

  #key(event: KeyboardEvent): void {
    const lines = linesOf(this.#top, this.#rest);
    const at = lines.findIndex(({ key }) => key === this.#current);
    const line = lines[at];
    const row = event.composedPath()[0] as HTMLElement;
    if (!line || row.getAttribute?.('role') !== 'treeitem') return;
    const go = (to: TreeLine | undefined) => {
      if (to) void this.#focus(to.key);
    };
    const up = () => go(lines.slice(0, at).findLast((other) => other.level < line.level));
    const ways: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(lines[at + 1]),
      ArrowUp: () => go(lines[at - 1]),
      Home: () => go(lines[0]),
      End: () => go(lines.at(-1)),
    };
    const acts = {
      ...ways,
      ...('node' in line ? this.#keysOf(line.node, ways, up) : this.#keysOfMore(line, up)),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #keysOf(node: TreeNode, { ArrowDown }: Keys, up: () => void): Keys {
    return {
      ArrowRight: () => (node.isOpen ? ArrowDown?.() : node.mayHave && void this.#open(node)),
      ArrowLeft: () => (node.isOpen ? this.#turn(node) : up()),
      Enter: () => this.emit('open', node.record),
    };
  }

  #keysOfMore(line: MoreLine, up: () => void): Keys {
    const more = () => void this.#more(line);
    return { ArrowLeft: up, Enter: more, ' ': more };
  }

  async #focus(key: string): Promise<void> {
    this.#current = key;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[role=treeitem][data-record="${key}"]`)?.focus();
  }

  get #columns(): readonly string[] {
    const title = titleField(this.form, this.drawing);
    const skipped = new Set([title, this.#above]);
    return this.columns
      .filter((name) => !skipped.has(name) && listField(this.form, name))
      .slice(0, mostColumns);
  }

  override render(): TemplateResult {
    return this.#loading.shown(() => this.#tree(), { outline: { rows: 8 } });
  }

  #tree(): TemplateResult {
    const lines = linesOf(this.#top, this.#rest);
    const columns = this.#columns;
    const current = lines.some(({ key }) => key === this.#current) ? this.#current : (lines[0]?.key ?? '');
    this.#current = current;
    return html`${this.#bar()}
      <div class="rows" style="--columns:${columns.length}">
        ${
          lines.length === 0
            ? html`<gj-state symbol="box" text=${msg('没有记录', { id: 'drawn-empty' })}></gj-state>`
            : html`<div class="row names" aria-hidden="true"><span>${this.#named(titleField(this.form, this.drawing))}</span>
                ${columns.map((name) => html`<span class="ellipsis">${this.#named(name)}</span>`)}<span></span></div>
              <div role="tree" aria-label=${say(this.form.listLabel)} @keydown=${this.#key}>${repeat(
                lines,
                ({ key }) => key,
                (line) =>
                  'node' in line
                    ? this.#row(line.node, line.level, { columns, isCurrent: line.key === current })
                    : this.#moreRow(line, line.key === current),
              )}</div>`
        }
      </div>${this.menu()}`;
  }

  #named(name: string | undefined): string {
    return say(listField(this.form, name ?? '')?.label);
  }

  #bar(): TemplateResult {
    const total = this.#total ?? 0;
    const all = msg('全部展开', { id: 'tree-open-all' });
    return html`<div class="bar toolbar">
      <button class="slim" ?disabled=${!this.#isWhole} @click=${() => this.#turnAll(true)}>${all}</button>
      <button class="slim" @click=${() => this.#turnAll(false)}>${msg('全部收起', { id: 'tree-close-all' })}</button>
      ${
        this.#isWhole
          ? nothing
          : html`<span class="small muted">${msg(str`超过 ${mostWhole} 条，不能一次全部展开`, { id: 'tree-too-large' })}</span>`
      }
      <span class="grows"></span>
      ${
        this.#isCut
          ? html`<span class="small in-warn" role="status">${msg(str`找到的超过 ${mostFound} 条，只显示前面的`, { id: 'tree-cut' })}</span>`
          : html`<span class="small muted" role="status">${
              this.#isSearched
                ? msg(str`找到 ${grouped(total)} 条`, { id: 'tree-found' })
                : msg(str`共 ${grouped(total)} 条`, { id: 'total-count' })
            }</span>`
      }
    </div>`;
  }

  #moreRow(line: MoreLine, isCurrent: boolean): TemplateResult {
    return html`<div class="row more" role="treeitem" aria-level=${line.level} tabindex=${isCurrent ? 0 : -1}
      data-record=${line.key} style="--level:${line.level}" @click=${() => this.#more(line)}
      @focus=${() => this.#at(line.key)}>
      <span class="first"><span class="turn"></span><span class="in-accent">${msg('再显示一些', { id: 'gallery-more' })}</span></span>
    </div>`;
  }

  #at(key: string): void {
    this.#current = key;
    this.requestUpdate();
  }

  #row(
    node: TreeNode,
    level: number,
    { columns, isCurrent }: { readonly columns: readonly string[]; readonly isCurrent: boolean },
  ): TemplateResult {
    const { form, drawing } = this;
    const { record, mayHave, isOpen, isOnTheWay } = node;
    const text = titleText(form, drawing, record);
    const label = isOpen
      ? msg(str`收起 ${text}`, { id: 'tree-close' })
      : msg(str`展开 ${text}`, { id: 'tree-open' });
    return html`<div class="row" role="treeitem" aria-level=${level} aria-expanded=${mayHave ? isOpen : nothing}
      tabindex=${isCurrent ? 0 : -1} data-record=${record.id} style="--level:${level}"
      @focus=${() => this.#at(record.id)}>
      <span class="first">${
        mayHave
          ? html`<button class="turn square plain" tabindex="-1" aria-label=${label} title=${label}
              @click=${() => this.#turn(node)}>${icon(isOpen ? 'down' : 'right', 12)}</button>`
          : html`<span class="turn"></span>`
      }<a class="ellipsis ${isOnTheWay ? 'way' : ''}" tabindex="-1" href="/forms/${form.name}/${record.id}">${text}</a></span>
      ${columns.map((name) => html`<span class="shrinks ellipsis">${cellOf(form, name, record, { opens: false })}</span>`)}
      ${this.menuButton(record)}
    </div>`;
  }
}
customElements.define('gj-tree', GjTree);
