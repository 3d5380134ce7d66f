import type { Layered } from './layered.ts';

/** A node of the control tree. */
export interface Org {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string | null;
  readonly enabled: boolean;
  /** The currency it does business in, by its code. Default: that of the one above. */
  readonly currency?: string;
}

export const none: readonly string[] = Object.freeze([]);

/** Where an organisation stands; the same as long as nothing above it moves. */
export interface Place {
  readonly id: string;
  readonly above: Place | null;
  readonly depth: number;
}

/** Who stands where. Children stand in order of number. */
export interface Shape {
  readonly places: Layered<Place>;
  readonly below: Layered<readonly string[]>;
  readonly subtrees: Map<string, ReadonlySet<string>>;
}

/** Places one and everything below it. A stack of our own: a chain of organisations may be deeper than the engine's. */
export function place(
  places: { set(id: string, place: Place): unknown },
  top: string,
  above: Place | null,
  below: (id: string) => readonly string[],
): void {
  const stack: (readonly [string, Place | null])[] = [[top, above]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [id, up] = next;
    const own: Place = { id, above: up, depth: up ? up.depth + 1 : 0 };
    places.set(id, own);
    for (const child of below(id)) stack.push([child, own]);
  }
}

export function everythingBelow(top: string, below: Layered<readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const stack = [top];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    found.add(id);
    const children = below.get(id) ?? none;
    for (let at = children.length - 1; at >= 0; at -= 1) stack.push(children[at] ?? '');
  }
  return found;
}

export function byNumberThenId(a: Org, b: Org): number {
  return compare(a.number, b.number) || compare(a.id, b.id);
}
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
