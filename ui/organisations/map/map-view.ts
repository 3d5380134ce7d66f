import type { OrgNode } from '../../model/org-tree.ts';
import { childrenOf } from '../tree-rows.ts';

/** A node of the picture, at its upper left corner. */
export interface PlacedOrg {
  readonly node: OrgNode;
  readonly x: number;
  readonly y: number;
  /** From 1. */
  readonly level: number;
  readonly parent: PlacedOrg | null;
  /** Ids, in the order in which they stand. */
  readonly children: readonly string[];
  /** The organisation stands in a block with its siblings, to which one line leads. */
  readonly inBlock: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface OrgPicture {
  /** In the order of the tree. */
  readonly placed: readonly PlacedOrg[];
  /** Around many leaves of one parent. */
  readonly blocks: readonly (Box & { readonly of: string })[];
  readonly width: number;
  readonly height: number;
}

export const nodeSize = { width: 148, height: 36 } as const;
const gap = { x: 44, y: 8, inside: 8 } as const;
/** So many leaves of one parent stand below each other; more stand in a block. */
const mostInLine = 6;

/** The control tree from left to right; many leaves of one parent stand in a block, so that hundreds fit a screen. */
export function layOut(nodes: readonly OrgNode[]): OrgPicture {
  const children = childrenOf(nodes);
  const below = (id: string | null) => children.get(id) ?? [];
  const placed: PlacedOrg[] = [];
  const blocks: (Box & { of: string })[] = [];
  let width = 0;

  /** Answers the height that it takes. */
  function place(node: OrgNode, x: number, y: number, level: number, parent: PlacedOrg | null): number {
    const own = below(node.id);
    const at = placed.length;
    const seat = { node, x, y, level, parent, children: own.map(({ id }) => id), inBlock: false };
    placed.push(seat);
    width = Math.max(width, x + nodeSize.width);
    if (own.length === 0) return nodeSize.height;
    const next = x + nodeSize.width + gap.x;
    const height =
      own.length > mostInLine && own.every(({ id }) => below(id).length === 0)
        ? block(own, next, y, level + 1, seat)
        : column(own, next, y, level + 1, seat);
    const whole = Math.max(nodeSize.height, height);
    Object.assign(placed[at] ?? {}, { y: y + (whole - nodeSize.height) / 2 });
    return whole;
  }

  function column(
    own: readonly OrgNode[],
    x: number,
    y: number,
    level: number,
    parent: PlacedOrg | null,
  ): number {
    let top = y;
    for (const node of own) top += place(node, x, top, level, parent) + gap.y;
    return top - gap.y - y;
  }

  function block(own: readonly OrgNode[], x: number, y: number, level: number, parent: PlacedOrg): number {
    const columns = Math.ceil(Math.sqrt(own.length));
    const rows = Math.ceil(own.length / columns);
    const cell = { width: nodeSize.width + gap.inside, height: nodeSize.height + gap.inside };
    for (const [index, node] of own.entries())
      placed.push({
        node,
        level,
        parent,
        children: [],
        inBlock: true,
        x: x + gap.inside + Math.floor(index / rows) * cell.width,
        y: y + gap.inside + (index % rows) * cell.height,
      });
    const box = { x, y, width: columns * cell.width + gap.inside, height: rows * cell.height + gap.inside };
    blocks.push({ ...box, of: parent.node.id });
    width = Math.max(width, x + box.width);
    return box.height;
  }

  const height = column(below(null), 0, 0, 1, null);
  return { placed, blocks, width, height: Math.max(nodeSize.height, height) };
}

/** Answers the organisation to which an arrow key leads: in, out, and to the one before or behind on the same level. */
export function neighbour(placed: readonly PlacedOrg[], id: string, key: string): string | undefined {
  const at = placed.findIndex(({ node }) => node.id === id);
  const seat = placed[at];
  if (!seat) return placed[0]?.node.id;
  const same = placed.filter(({ level }) => level === seat.level);
  const here = same.indexOf(seat);
  const ways: Readonly<Record<string, () => string | undefined>> = {
    ArrowRight: () => seat.children[0],
    ArrowLeft: () => seat.parent?.node.id,
    ArrowDown: () => same[here + 1]?.node.id,
    ArrowUp: () => same[here - 1]?.node.id,
    Home: () => placed[0]?.node.id,
    End: () => placed.at(-1)?.node.id,
  };
  return Object.hasOwn(ways, key) ? ways[key]?.() : undefined;
}

/** The part of the picture in sight: a scale, and where its origin stands, in pixels of the screen. */
export interface MapView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const least = 0.08;
const most = 2;
const margin = 20;

/** All of it, no larger than it was drawn. */
export function fitted(picture: Size, frame: Size): MapView {
  const scale = Math.min(
    1,
    (frame.width - 2 * margin) / picture.width,
    (frame.height - 2 * margin) / picture.height,
  );
  const kept = Math.max(least, scale);
  return {
    scale: kept,
    x: Math.max(margin, (frame.width - picture.width * kept) / 2),
    y: Math.max(margin, (frame.height - picture.height * kept) / 2),
  };
}

/** Larger or smaller around a point of the frame, which stays where it is. */
export function zoomed(
  { scale, x, y }: MapView,
  by: number,
  at: { readonly x: number; readonly y: number },
): MapView {
  const next = Math.min(most, Math.max(least, scale * by));
  const ratio = next / scale;
  return { scale: next, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio };
}

/** Moved as little as brings a box into sight. */
export function showing(
  { scale, x, y }: MapView,
  box: Size & { readonly x: number; readonly y: number },
  frame: Size,
): MapView {
  const into = (start: number, length: number, place: number, room: number) => {
    const [from, to] = [start * scale + place, (start + length) * scale + place];
    if (from < margin) return place + margin - from;
    return to > room - margin ? place - (to - room + margin) : place;
  };
  return {
    scale,
    x: into(box.x, box.width, x, frame.width),
    y: into(box.y, box.height, y, frame.height),
  };
}
