import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Condition, Leaf, OperatorName, Over } from '../../metadata/condition.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';

/** A condition while it is built: parts may be unfinished, each has a key that stays, `not` is a mark on a part. */
export type EditedPart = EditedGroup | EditedLeaf;

export interface EditedGroup {
  readonly key: number;
  readonly join: 'all' | 'any';
  readonly denied: boolean;
  /** By today's names: entries of which one and the same line is asked. */
  readonly lines?: string;
  readonly parts: readonly EditedPart[];
}

export interface EditedLeaf {
  readonly key: number;
  readonly denied: boolean;
  /** By today's names; empty: not picked yet. */
  readonly fact: string;
  readonly operator: OperatorName;
  readonly value?: Json;
  readonly over?: Over;
}

export function isGroup(edited: EditedPart): edited is EditedGroup {
  return 'parts' in edited;
}

let last = 0;

export function newLeaf(given: Partial<Omit<EditedLeaf, 'key'>> = {}): EditedLeaf {
  return { fact: '', operator: 'equal', denied: false, ...given, key: ++last };
}

export function newGroup(
  join: 'all' | 'any',
  parts: readonly EditedPart[],
  denied = false,
  lines?: string,
): EditedGroup {
  return { key: ++last, join, denied, ...(lines === undefined ? {} : { lines }), parts };
}

/** The same again, as a part of its own. */
export function copyOf(edited: EditedPart): EditedPart {
  return isGroup(edited)
    ? newGroup(edited.join, edited.parts.map(copyOf), edited.denied, edited.lines)
    : newLeaf({ ...edited });
}

/** Undefined: it has another shape than conditions have; only its text can be mended. */
export function editedOf(condition: Json): EditedGroup | undefined {
  if (condition === null) return newGroup('all', []);
  const edited = read(condition, false, 0);
  if (!edited) return undefined;
  return isPlain(edited) ? edited : newGroup('all', [edited]);
}

function isPlain(edited: EditedPart): edited is EditedGroup {
  return isGroup(edited) && !edited.denied && edited.lines === undefined;
}

const deepest = 24;

function read(source: Json, denied: boolean, depth: number): EditedPart | undefined {
  if (!isObject(source) || depth > deepest || Object.keys(source).length === 0) return undefined;
  if ('some' in source) return readLines(source, denied, depth);
  const { all, any, not, ...leaf } = source;
  const others = Object.keys(leaf).length > 0;
  if ([all, any, not].filter((one) => one !== undefined).length > (others ? 0 : 1)) return undefined;
  if (not !== undefined) {
    // Denied twice: the outer one becomes a group around the inner.
    const inner = read(not, true, depth + 1);
    return inner && denied ? newGroup('all', [inner], true) : inner;
  }
  const parts = all ?? any;
  if (parts !== undefined) {
    if (!isList(parts)) return undefined;
    const inner = parts.map((part) => read(part, false, depth + 1));
    const whole = inner.filter((part) => part !== undefined);
    return whole.length < inner.length ? undefined : newGroup(all ? 'all' : 'any', whole, denied);
  }
  const { fact, operator, value, over, ...more } = leaf as Readonly<Record<string, Json>>;
  if (typeof fact !== 'string' || typeof operator !== 'string' || Object.keys(more).length > 0)
    return undefined;
  return newLeaf({
    fact,
    operator: operator as OperatorName,
    denied,
    ...(value === undefined ? {} : { value }),
    ...(over === undefined ? {} : { over: over as Over }),
  });
}

function readLines(source: JsonObject, denied: boolean, depth: number): EditedGroup | undefined {
  const { some, where, ...more } = source;
  if (typeof some !== 'string' || where === undefined || Object.keys(more).length > 0) return undefined;
  const inner = read(where, false, depth + 1);
  if (!inner) return undefined;
  return isPlain(inner)
    ? newGroup(inner.join, inner.parts, denied, some)
    : newGroup('all', [inner], denied, some);
}

export interface WrittenCondition {
  /** Null: nothing was asked for. */
  readonly condition: Condition | null;
  /** JSON Pointers of parts, to their keys. */
  readonly keys: ReadonlyMap<string, number>;
}

export function writeCondition(root: EditedGroup): WrittenCondition {
  const keys = new Map<string, number>();
  const condition = write(root, '', keys);
  return { condition: root.parts.length === 0 ? null : condition, keys };
}

function write(edited: EditedPart, pointer: string, keys: Map<string, number>): Condition {
  keys.set(pointer, edited.key);
  const at = edited.denied ? `${pointer}/not` : pointer;
  keys.set(at, edited.key);
  const plain = isGroup(edited) ? writeGroup(edited, at, keys) : writeLeaf(edited);
  return edited.denied ? { not: plain } : plain;
}

function writeGroup(group: EditedGroup, at: string, keys: Map<string, number>): Condition {
  const { join, parts, lines, key } = group;
  if (lines !== undefined) {
    keys.set(`${at}/where`, key);
    return { some: lines, where: writeParts(join, parts, `${at}/where`, keys) };
  }
  return writeParts(join, parts, at, keys);
}

function writeParts(
  join: EditedGroup['join'],
  parts: readonly EditedPart[],
  at: string,
  keys: Map<string, number>,
): Condition {
  const inner = parts.map((part, index) => write(part, `${at}/${join}/${index}`, keys));
  return join === 'all' ? { all: inner } : { any: inner };
}

function writeLeaf({ fact, operator, value, over }: EditedLeaf): Leaf {
  return {
    fact,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(over === undefined ? {} : { over }),
  };
}

/** The part a pointer leads into, the innermost; undefined: none. */
export function keyAt(pointer: string, keys: ReadonlyMap<string, number>): number | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const key = keys.get(at);
    if (key !== undefined || at === '') return key;
  }
}

/** Facts that an edited condition asks, unfinished or not, by today's names. */
export function factsAsked(edited: EditedPart): readonly string[] {
  if (isGroup(edited)) return [...new Set(edited.parts.flatMap(factsAsked))];
  const other = isObject(edited.value) ? edited.value['fact'] : undefined;
  return [edited.fact, ...(typeof other === 'string' ? [other] : [])].filter((path) => path !== '');
}

/** Entries of whose one line a part is, from the outside in; those of the part itself are not among them. */
export function linesAround(root: EditedGroup, key: number): readonly string[] {
  const search = (group: EditedGroup, around: readonly string[]): readonly string[] | undefined => {
    if (group.key === key) return around;
    const inside = group.lines === undefined ? around : [...around, group.lines];
    for (const part of group.parts) {
      const found = isGroup(part) ? search(part, inside) : part.key === key ? inside : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return search(root, []) ?? [];
}
