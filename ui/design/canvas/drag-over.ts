import type { Landing, Side } from '../work/canvas-moves.ts';
import { type Dragged, dragging } from './dragging.ts';

/** Something was dropped, or moved by keys. */
export interface Dropped extends Landing {
  readonly what: Dragged;
}

/** The place where the dragged thing would fall now. */
interface Over {
  readonly place: string;
  readonly side: Side | 'into';
  /** What it falls beside is so wide that it comes to stand above or below it. */
  readonly flat: boolean;
}

/** Says where on the canvas what is dragged would fall, and tells where it fell. */
export class DragOver {
  #over: Over | null = null;
  readonly #moved: () => void;
  readonly #dropped: (dropped: Dropped) => void;

  constructor(moved: () => void, dropped: (dropped: Dropped) => void) {
    this.#moved = moved;
    this.#dropped = dropped;
  }

  /** Null: it would fall elsewhere. */
  at(place: string): Over | null {
    return this.#over?.place === place ? this.#over : null;
  }

  mark(place: string, side: Over['side'], flat = false): void {
    if (this.#over?.place === place && this.#over.side === side) return;
    this.#over = { place, side, flat };
    this.#moved();
  }

  leave(): void {
    this.#over = null;
    this.#moved();
  }

  end(): void {
    dragging.end();
    this.leave();
  }

  start(event: DragEvent, places: readonly string[]): void {
    event.stopPropagation();
    dragging.start({ places }, event);
  }

  /** Beside a field or a block. */
  cell(event: DragEvent, place: string, stacked?: boolean): void {
    if (!dragging.what || dragging.isPart() || (dragging.isBlock && place.includes('.'))) return;
    event.preventDefault();
    event.stopPropagation();
    const { side, flat } = landsAt(event, stacked);
    this.mark(place, side, flat);
  }

  /** A group beside another; anything else into it. */
  group(event: DragEvent, place: string): void {
    if (!dragging.what || dragging.isPart('tabs')) return;
    event.preventDefault();
    this.mark(place, dragging.isPart('groups') ? landsAt(event, true).side : 'into', true);
  }

  /** Among rows, behind all columns. */
  rows(event: DragEvent): void {
    if (!dragging.what || dragging.isPart() || dragging.isBlock) return;
    event.preventDefault();
    event.stopPropagation();
  }

  drop(event: DragEvent, landing: Landing): void {
    const { what } = dragging;
    if (!what) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
    this.#dropped({ what, ...landing });
  }

  /** Tabs and groups fall beside others of their sort, not among fields. */
  dropField(event: DragEvent, landing: Landing): void {
    if (!dragging.isPart()) this.drop(event, landing);
  }
}

/**
 * The side of what lies below the pointer, as it lies now: it may have scrolled there. What is wide has others above and
 * below it.
 */
export function landsAt(
  { currentTarget, clientX, clientY }: DragEvent,
  stacked?: boolean,
): { readonly side: Side; readonly flat: boolean } {
  const { width, height, left, top } = (currentTarget as HTMLElement).getBoundingClientRect();
  const flat = stacked ?? width > 420;
  const isAfter = flat ? clientY > top + height / 2 : clientX > left + width / 2;
  return { side: isAfter ? 'after' : 'before', flat };
}
