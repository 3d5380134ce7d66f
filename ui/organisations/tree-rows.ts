import type { OrgNode } from '../model/org-tree.ts';

/** A row of the tree as it is shown. */
export interface TreeRow {
  readonly node: OrgNode;
  readonly level: number;
  readonly open: boolean;
  /** How many stand right below it, once it is open. */
  readonly inside: number;
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

/** Children by parent; those whose parent is not there stand at the top. */
export function childrenOf(nodes: readonly OrgNode[]): ReadonlyMap<string | null, readonly OrgNode[]> {
  const known = new Set(nodes.map(({ id }) => id));
  const children = new Map<string | null, OrgNode[]>();
  for (const node of nodes) {
    const parent = node.parent && known.has(node.parent.id) ? node.parent.id : null;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  return children;
}

/** Rows in order: what is closed hides what is below; with a text there is only what has it, and the way there. */
export function treeRows(
  nodes: readonly OrgNode[],
  closed: ReadonlySet<string>,
  text: string,
): readonly TreeRow[] {
  const children = childrenOf(nodes);
  const wanted = text.trim().toLowerCase();
  const shown = wanted === '' ? null : withAncestors(nodes, wanted);
  const rows: TreeRow[] = [];
  const below = (id: string | null) =>
    (children.get(id) ?? []).filter((node) => !shown || shown.has(node.id));
  const walk = (parent: string | null, level: number) => {
    const siblings = below(parent);
    siblings.forEach((node, index) => {
      const inside = below(node.id).length;
      const open = inside > 0 && !closed.has(node.id);
      rows.push({ node, level, open, inside, place: index + 1, siblings: siblings.length });
      if (open) walk(node.id, level + 1);
    });
  };
  walk(null, 1);
  return rows;
}

function withAncestors(nodes: readonly OrgNode[], wanted: string): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Set<string>();
  for (const node of nodes) {
    const { name, number, taxNumber } = node;
    if (![name, number, taxNumber].some((text) => text?.toLowerCase().includes(wanted))) continue;
    for (let at: OrgNode | undefined = node; at && !found.has(at.id); ) {
      found.add(at.id);
      at = at.parent ? byId.get(at.parent.id) : undefined;
    }
  }
  return found;
}

/**
 * Answers whether an organisation may move below the target: not below itself, nor below one that is below it, nor
 * below a leaf.
 */
export function mayMove(nodes: readonly OrgNode[], id: string, target: string): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const moved = byId.get(id);
  if (!moved?.parent || moved.parent.id === target || byId.get(target)?.leaf) return false;
  const seen = new Set<string>();
  for (let at: string | undefined = target; at && !seen.has(at); at = byId.get(at)?.parent?.id) {
    if (at === id) return false;
    seen.add(at);
  }
  return true;
}
