import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { OrgNode } from '../model/org-tree.ts';
import { type TreeRow, treeRows } from './tree-rows.ts';

const rowHeight = 31;
/** Rows above and below those in sight that are there already. */
const beyond = 12;

/**
 * The visible part of a tree of any size in an element's `.frame`: its rows as far as they are open, which of them are
 * in sight, the one that the keyboard is on, and the steps that every tree knows.
 */
export class TreeSight implements ReactiveController {
  rows: readonly TreeRow[] = [];
  /** Id of the row that the keyboard is on. */
  at: string | null = null;
  closed: ReadonlySet<string> = new Set();
  /** Those that were closed among what a text found; with another text all are open. */
  #closedFound: ReadonlySet<string> = new Set();
  #text = '';
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  #made: readonly unknown[] = [];
  #measured: HTMLElement | null = null;
  #top = 0;
  #height = 600;
  readonly #resize = new ResizeObserver(([entry]) => {
    this.#height = entry?.contentRect.height ?? 0;
    this.#host.requestUpdate();
  });

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const { frame } = this;
    if (!frame || frame === this.#measured) return;
    this.#measured = frame;
    this.#resize.observe(frame);
  }

  hostDisconnected(): void {
    this.#measured = null;
    this.#resize.disconnect();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  get frame(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('.frame') ?? null;
  }

  get #closedNow(): ReadonlySet<string> {
    return this.#text === '' ? this.closed : this.#closedFound;
  }

  /** Finds its rows anew; `first` is where the keyboard begins when it is on none of them. */
  look(
    nodes: readonly OrgNode[],
    text: string,
    first?: (rows: readonly TreeRow[]) => TreeRow | undefined,
  ): void {
    const wanted = text.trim();
    if (wanted !== this.#text) this.#closedFound = new Set();
    this.#text = wanted;
    const made = [nodes, this.#closedNow, wanted];
    if (made.every((part, at) => part === this.#made[at])) return;
    this.#made = made;
    this.rows = treeRows(nodes, this.#closedNow, wanted);
    if (this.rows.some(({ node }) => node.id === this.at)) return;
    this.at = (first?.(this.rows) ?? this.rows[0])?.node.id ?? null;
  }

  /** The rows in sight, each with its distance from the top. */
  get shown(): readonly { readonly row: TreeRow; readonly top: number }[] {
    const from = Math.max(0, Math.floor(this.#top / rowHeight) - beyond);
    const to = from + Math.ceil(this.#height / rowHeight) + 2 * beyond;
    return this.rows.slice(from, to).map((row, index) => ({ row, top: (from + index) * rowHeight }));
  }

  /** Of all rows together. */
  get height(): number {
    return this.rows.length * rowHeight;
  }

  readonly scrolled = (event: Event): void => {
    this.#top = (event.target as HTMLElement).scrollTop;
    this.#host.requestUpdate();
  };

  /** The keyboard goes to a row, which comes into sight. */
  go(index: number): void {
    const row = this.rows[Math.max(0, Math.min(index, this.rows.length - 1))];
    const { frame } = this;
    if (!row || !frame) return;
    this.at = row.node.id;
    const y = this.rows.indexOf(row) * rowHeight;
    if (y < frame.scrollTop) frame.scrollTop = y;
    else if (y + rowHeight > frame.scrollTop + frame.clientHeight)
      frame.scrollTop = y + rowHeight - frame.clientHeight;
    this.#host.requestUpdate();
  }

  fold(id: string, close: boolean): void {
    const closed = new Set(this.#closedNow);
    if (close) closed.add(id);
    else closed.delete(id);
    if (this.#text === '') this.closed = closed;
    else this.#closedFound = closed;
    this.#host.requestUpdate();
  }

  /** The row that the keyboard is on. */
  get current(): TreeRow | undefined {
    return this.rows.find(({ node }) => node.id === this.at);
  }

  /** Answers the step of a key that every tree knows; undefined: it has none. */
  step(key: string): (() => void) | undefined {
    const { current: row } = this;
    if (!row) return undefined;
    const { node, level, open, inside } = row;
    const index = this.rows.indexOf(row);
    const page = Math.max(1, Math.floor(this.#height / rowHeight) - 1);
    const above = () => this.rows.findLastIndex((other, at) => at < index && other.level === level - 1);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.go(index + 1),
      ArrowUp: () => this.go(index - 1),
      PageDown: () => this.go(index + page),
      PageUp: () => this.go(index - page),
      Home: () => this.go(0),
      End: () => this.go(this.rows.length - 1),
      ArrowRight: () => (inside > 0 && !open ? this.fold(node.id, false) : inside > 0 && this.go(index + 1)),
      ArrowLeft: () => (open ? this.fold(node.id, true) : this.go(above())),
    };
    return Object.hasOwn(steps, key) ? steps[key] : undefined;
  }
}
