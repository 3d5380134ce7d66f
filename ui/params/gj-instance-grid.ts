import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Organisation } from '../../metadata/contract/common/shared.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { Loading } from '../kit/loading.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import { shared } from '../theme/shared.ts';
import { putInBasket } from './basket/put-in-basket.ts';
import { type PickedValue, placedValue } from './gj-value-for-picked.ts';
import { InstanceNames } from './instance-names.ts';
import { instancesOffered } from './instances-offered.ts';
import { instancesOf, originOf, type Parameter, parameterOf } from './parameter-data.ts';
import { type GridRow, readGrid, readOverrides } from './parameter-read.ts';
import { fromWords, valueShown } from './parameter-words.ts';
import { comingShown, WaitingValues } from './waiting-values.ts';

/** Columns at most: an answer has so many cells. */
const mostColumns = 20;

interface Row {
  readonly org: Organisation;
  readonly cells: ReadonlyMap<string, GridRow>;
}

/**
 * A parameter with a dimension: organisations by tax numbers, forms …, each cell with what is read there. Cells are
 * picked, and a value for all of them goes into the basket.
 */
export class GjInstanceGrid extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  /** Instances; the first stands for all. */
  columns: state<readonly string[]>(() => []),
  /** Of one's organisations, that nothing is said of. */
  offered: state<readonly string[]>(() => []),
  picked: state<ReadonlySet<string>>(() => new Set()),
  /** Id of the cell that the Tab key comes to. */
  at: state('cell-0-0'),
}) {
  static override styles = [
    shared,
    css`
      table.plain {
        width: max-content;
        min-width: 100%;
      }
      thead th {
        max-width: var(--gj-size-160);
        font-family: var(--gj-mono);
        white-space: normal;
      }
      .name {
        position: sticky;
        inset-inline-start: 0;
        z-index: 1;
        max-width: var(--gj-size-160);
        background: var(--gj-surface);
        vertical-align: middle;
      }
      thead .name {
        z-index: 2;
        background: var(--gj-head);
        font-family: inherit;
      }
      td {
        padding: var(--gj-half);
        vertical-align: middle;
      }
    `,
  ];

  readonly #names = new InstanceNames(this);
  /** Columns are what is said of something; what one could say more is offered. */
  readonly #keysSaid = new Loading(this, {
    key: () => [this.parameter.definition, this.parameter.path],
    load: () => readColumns(this.parameter),
    loaded: ({ columns, offered }) => {
      this.columns = columns;
      this.offered = offered;
    },
  });
  readonly #rows = new GrowingList<Row, readonly string[]>(this, {
    key: () => (this.#keysSaid.value ? this.columns : undefined),
    page: async (columns, before) => {
      const { items, next } = await readGrid(this.parameter, before, columns);
      const cellsOf = Map.groupBy(items, ({ org }) => org.number);
      const rows = [...cellsOf.values()].flatMap((cells): readonly Row[] =>
        cells[0] ? [{ org: cells[0].org, cells: new Map(cells.map((cell) => [cell.key, cell])) }] : [],
      );
      return { items: rows, next };
    },
  });
  readonly #waiting = new WaitingValues(this, () => this.parameter);
  readonly #putting = new Doing(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('parameter');
    if (before?.definition === this.parameter.definition && before.path === this.parameter.path) return;
    if (!changed.has('parameter')) return;
    this.picked = new Set();
    this.at = 'cell-0-0';
  }

  #add(key: string): void {
    this.columns = [...this.columns, key];
    this.offered = this.offered.filter((one) => one !== key);
  }

  async #put(value: PickedValue): Promise<void> {
    const { type } = this.parameter.definition;
    const items = [...this.picked].map((place) => {
      const [org = '', key = ''] = place.split(' ');
      return { action: 'set' as const, type, key, org, ...placedValue(value) };
    });
    if (await this.#putting.run(() => putInBasket(items))) this.picked = new Set();
  }

  /** Arrows go from cell to cell; all of them take one stop of the Tab key. */
  #keys(event: KeyboardEvent): void {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const at = /^cell-(\d+)-(\d+)$/.exec((event.target as Element).id);
    if (!by || !at || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [line, column] = [Number(at[1]) + (by[0] ?? 0), Number(at[2]) + (by[1] ?? 0)];
    const next = this.renderRoot.querySelector<HTMLElement>(`#cell-${line}-${column}`);
    if (!next) return;
    this.at = next.id;
    next.focus();
  }

  #toggle(place: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(place)) picked.add(place);
    this.picked = picked;
  }

  override render() {
    return this.#keysSaid.shown(() => this.#rows.shown(({ items }) => this.#grid(items)));
  }

  #grid(rows: readonly Row[]): TemplateResult {
    const { parameter } = this;
    const maySet = parameter.definition.may.organisation;
    return html`${
      maySet
        ? html`<gj-value-for-picked class="below-3" .parameter=${parameter} .count=${this.picked.size} ?busy=${this.#putting.busy}
            label=${msg('给选中的格子设置', { id: 'param-cells-value' })}
            @put=${({ detail }: CustomEvent<PickedValue>) => this.#put(detail)}></gj-value-for-picked>`
        : nothing
    }
      ${this.#putting.shown()}
      ${this.#more()}
      <div @keydown=${this.#keys}>${table({
        caption: msg('各组织', { id: 'param-tab-grid' }),
        columns: [
          { label: msg('组织', { id: 'organisation' }), role: 'name', cell: ({ org }) => org.name },
          ...this.columns.map((key, at) => this.#column(key, at, maySet)),
        ],
        rows,
        key: ({ org }) => org.number,
        more: this.#rows.next === null ? null : () => void this.#rows.more(),
        frame: 'edged rounded',
        wide: true,
      })}</div>`;
  }

  #more(): TemplateResult | typeof nothing {
    if (this.offered.length === 0 || this.columns.length >= mostColumns) return nothing;
    const label = msg('添加一列', { id: 'param-column-add' });
    return html`<div class="toolbar above-2 below-2"><label class="small muted">${label} <select class="plain"
        aria-label=${label} .value=${''} @change=${(event: Event) => {
          const select = event.target as HTMLSelectElement;
          if (select.value) this.#add(select.value);
          select.value = '';
        }}><option value=""></option>${this.offered.map(
          (key) => html`<option value=${key}>${this.#names.shown(key, this.parameter.definition)}</option>`,
        )}</select></label></div>`;
  }

  #column(key: string, at: number, maySet: boolean): Column<Row> {
    const { definition } = this.parameter;
    const label = this.#names.shown(key, definition);
    const whereOf = ({ org, cells }: Row) => {
      const cell = cells.get(key);
      return cell && fromWords(cell.from, org.number);
    };
    return {
      label,
      title: (row) => (maySet ? undefined : whereOf(row)),
      cell: (row, line) => {
        const { org, cells } = row;
        const cell = cells.get(key);
        if (!cell) return nothing;
        const shown = html`${valueShown(cell.value, definition)}${this.#waiting
          .of({ org: org.number, key, date: cell.date })
          .map((one) => html`<span class="blocks small muted">${comingShown(one, definition)}</span>`)}`;
        if (!maySet) return shown;
        const place = `${org.number} ${key}`;
        const isOwn = originOf(cell.from, org.number) === 'here';
        const id = `cell-${line}-${at}`;
        return html`<button class="entry one-line ${isOwn ? 'bold' : ''}" aria-pressed=${this.picked.has(place)}
          id=${id} tabindex=${id === this.at ? 0 : -1}
          title=${whereOf(row) ?? nothing}
          @click=${() => {
            this.at = id;
            this.#toggle(place);
          }}><span class="sr-only">${org.name} ${label} </span>${shown}</button>`;
      },
    };
  }
}
async function readColumns({ definition, key, effective }: Parameter) {
  const [said, below, offers] = await Promise.all([
    instancesOf(definition),
    readOverrides(parameterOf(definition, everyInstance, effective)),
    instancesOffered(definition.dimension),
  ]);
  const keys = [...said, ...below.items].map((one) => one.key);
  const columns = [...new Set([everyInstance, key, ...keys])].slice(0, mostColumns);
  return { columns, offered: offers.map((one) => one.key).filter((one) => !columns.includes(one)) };
}
customElements.define('gj-instance-grid', GjInstanceGrid);
