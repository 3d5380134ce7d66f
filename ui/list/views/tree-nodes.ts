import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { ListedRecord } from '../../model/record-list.ts';

/** A record in a tree, with those below it as far as they are known. */
export interface TreeNode {
  readonly record: ListedRecord;
  /** Null: nobody asked for them yet. */
  below: TreeNode[] | null;
  /** Whether there may be any below; once they are there, they say so. */
  mayHave: boolean;
  isOpen: boolean;
  /** It is here because of what is below it, and was not asked for. Default: it was. */
  readonly isOnTheWay?: boolean;
}

/** A node with how deep it stands; the uppermost at 1. */
export interface TreeLine {
  readonly node: TreeNode;
  readonly level: number;
}

export function parentIn(record: ListedRecord, above: string): string | null {
  const value: Json | undefined = record[above];
  if (isObject(value)) return typeof value['id'] === 'string' ? value['id'] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A tree of records that are all there, in their order; one whose record above is not among them stands at the top, and
 * so does one of a circle.
 */
export function treeOf(
  records: readonly ListedRecord[],
  above: string,
  { isOpen, asked }: { readonly isOpen: boolean; readonly asked?: ReadonlySet<string> },
): readonly TreeNode[] {
  const nodes = new Map<string, TreeNode>(
    records.map((record) => [
      record.id,
      { record, below: [], mayHave: false, isOpen, isOnTheWay: asked !== undefined && !asked.has(record.id) },
    ]),
  );
  const top: TreeNode[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(parentIn(node.record, above) ?? '');
    if (!parent || isBelow(parent, node, nodes, above)) top.push(node);
    else {
      parent.below?.push(node);
      parent.mayHave = true;
    }
  }
  return top;
}

/** Whether one is the other, or stands somewhere below it. */
function isBelow(
  one: TreeNode,
  other: TreeNode,
  nodes: ReadonlyMap<string, TreeNode>,
  above: string,
): boolean {
  const seen = new Set<TreeNode>();
  for (
    let at: TreeNode | undefined = one;
    at && !seen.has(at);
    at = nodes.get(parentIn(at.record, above) ?? '')
  ) {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
}

/** The nodes that are in sight, from top to bottom. */
export function linesOf(nodes: readonly TreeNode[], level = 1): readonly TreeLine[] {
  return nodes.flatMap((node) => [
    { node, level },
    ...(node.isOpen && node.below ? linesOf(node.below, level + 1) : []),
  ]);
}
