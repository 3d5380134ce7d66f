import type { ReactiveController, ReactiveElement } from 'lit';
import type { PlacedColumns } from './placed-columns.ts';

/** Where the columns of a sheet stand within what is drawn around its entries, in pixels. */
export interface SheetHead extends Pick<PlacedColumns, 'path' | 'columns' | 'natural'> {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

interface Sheet {
  readonly placed: PlacedColumns;
  readonly at: Pick<SheetHead, 'left' | 'top' | 'height'>;
}

const nowhere = { left: 0, top: 0, height: 0 };

/** The sheets that a page draws, with the places of their columns: what handles are laid over. */
export class SheetHeads implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #sheets = new Map<string, Sheet>();
  // Measured after the page was laid out, so that nothing is laid out twice.
  readonly #sizes = new ResizeObserver(() => this.#measure());

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#sheets.clear();
  }

  readonly take = ({ detail: placed }: CustomEvent<PlacedColumns>): void => {
    const known = this.#sheets.get(placed.path);
    this.#sheets.set(placed.path, { placed, at: known?.at ?? nowhere });
    // Whether it was seen before or not, it is measured anew where it stands.
    this.#sizes.unobserve(placed.box);
    this.#sizes.observe(placed.box);
    // What grows above a sheet moves it.
    const around = this.#around(placed.path);
    if (around) this.#sizes.observe(around);
    this.#host.requestUpdate();
  };

  /** The sheet of entries, and those of the rows in its row. */
  within(path: string): readonly SheetHead[] {
    const own = [...this.#sheets.values()].filter(
      ({ placed }) => placed.path === path || placed.path.startsWith(`${path}.`),
    );
    return own.map(({ placed, at }) => ({ ...placed, ...at }));
  }

  /** Draws a column so wide, as long as an edge is dragged. */
  stretch(path: string, width: number): void {
    const { placed } = this.#sheets.get(path.slice(0, path.lastIndexOf('.'))) ?? {};
    const column = placed?.columns.find(({ field }) => field.path === path);
    if (column) placed?.stretch(column.field, width);
  }

  #around(path: string): Element | null {
    return this.#host.renderRoot.querySelector(`[data-rows="${path.replace(/\..*$/, '')}"]`);
  }

  #measure(): void {
    let isOther = false;
    for (const [path, { placed, at }] of this.#sheets) {
      const around = this.#around(path);
      if (!placed.box.isConnected || !around) {
        this.#sheets.delete(path);
        this.#sizes.unobserve(placed.box);
        isOther = true;
        continue;
      }
      const [box, outer] = [placed.box.getBoundingClientRect(), around.getBoundingClientRect()];
      const now = { left: box.left - outer.left, top: box.top - outer.top, height: box.height };
      if (now.left === at.left && now.top === at.top && now.height === at.height) continue;
      this.#sheets.set(path, { placed, at: now });
      isOther = true;
    }
    if (isOther) this.#host.requestUpdate();
  }
}
