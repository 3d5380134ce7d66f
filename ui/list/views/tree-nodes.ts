import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { ListedRecord, RecordList } from '../../model/record-list.ts';

/** A record in a tree, with those below it as far as they are known. */
export interface TreeNode {
  readonly record: ListedRecord;
  /** Null: nobody asked for them yet. */
  below: TreeNode[] | null;
  /** Whether there may be any below; once they are there, they say so. */
  mayHave: boolean;
  isOpen: boolean;
  /** Those below it that nobody asked for yet. Default: all of them are there. */
  rest?: TreeRest | null;
  /** It is here because of what is below it, and was not asked for. Default: it was. */
  readonly isOnTheWay?: boolean;
}

/** A node with how deep it stands, the uppermost at 1; or the way to more of those that stand above the line. */
export type TreeLine = { readonly key: string; readonly level: number } & (
  | { readonly node: TreeNode }
  | { readonly rest: TreeRest; readonly below: TreeNode | null }
);

/** Records that come page by page, of several lists one after the other. */
export class TreeRest {
  readonly #lists: RecordList[];

  constructor(lists: readonly RecordList[]) {
    this.#lists = [...lists];
  }

  get complete(): boolean {
    return this.#lists.length === 0;
  }

  /** The next of them, at least one unless there are none. */
  async next(): Promise<readonly ListedRecord[]> {
    const found: ListedRecord[] = [];
    for (let list = this.#lists[0]; list; list = this.#lists[0]) {
      const page = list.page(Math.floor(list.loaded / list.pageSize));
      // What came of the list before is shown, though the next one failed: that is asked for again.
      const came = await (found.length > 0 ? page.catch(() => null) : page);
      if (came === null) break;
      found.push(...came);
      if (!list.complete) break;
      this.#lists.shift();
    }
    return found;
  }
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

/** The lines that are in sight, from top to bottom; `rest` is what is not there yet of the uppermost. */
export function linesOf(nodes: readonly TreeNode[], rest: TreeRest | null): readonly TreeLine[] {
  return linesBelow(nodes, { rest, below: null, level: 1 });
}

interface Level {
  readonly rest: TreeRest | null;
  readonly below: TreeNode | null;
  readonly level: number;
}

function linesBelow(nodes: readonly TreeNode[], { rest, below, level }: Level): readonly TreeLine[] {
  const lines = nodes.flatMap((node): readonly TreeLine[] => [
    { key: node.record.id, node, level },
    ...(node.isOpen && node.below
      ? linesBelow(node.below, { rest: node.rest ?? null, below: node, level: level + 1 })
      : []),
  ]);
  return rest ? [...lines, { key: `more ${below?.record.id ?? ''}`, rest, below, level }] : lines;
}
