import type { Condition, Leaf, OperatorName, Over } from '../../../metadata/condition.ts';
import type { Json } from '../../../metadata/json.ts';
import { isList, isObject } from '../../../metadata/kinds/reading.ts';

/** A condition while it is built: parts may be unfinished, each has a key that stays, `not` is a mark on a part. */
export type Draft = DraftGroup | DraftLeaf;

export interface DraftGroup {
  readonly key: number;
  readonly join: 'all' | 'any';
  readonly denied: boolean;
  readonly parts: readonly Draft[];
}

export interface DraftLeaf {
  readonly key: number;
  readonly denied: boolean;
  /** By today's names; empty: not picked yet. */
  readonly fact: string;
  readonly operator: OperatorName;
  readonly value?: Json;
  readonly over?: Over;
}

export function isGroup(draft: Draft): draft is DraftGroup {
  return 'parts' in draft;
}

let last = 0;

export function newLeaf(told: Partial<Omit<DraftLeaf, 'key'>> = {}): DraftLeaf {
  return { fact: '', operator: 'equal', denied: false, ...told, key: ++last };
}

export function newGroup(join: 'all' | 'any', parts: readonly Draft[], denied = false): DraftGroup {
  return { key: ++last, join, denied, parts };
}

/** The same again, as a part of its own. */
export function copyOf(draft: Draft): Draft {
  return isGroup(draft) ? newGroup(draft.join, draft.parts.map(copyOf), draft.denied) : newLeaf({ ...draft });
}

/** Undefined: it has another shape than conditions have; only its text can be mended. */
export function readDraft(condition: Json): DraftGroup | undefined {
  if (condition === null) return newGroup('all', []);
  const draft = read(condition, false, 0);
  if (!draft) return undefined;
  return isGroup(draft) && !draft.denied ? draft : newGroup('all', [draft]);
}

const deepest = 24;

function read(source: Json, denied: boolean, depth: number): Draft | undefined {
  if (!isObject(source) || depth > deepest || Object.keys(source).length === 0) return undefined;
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
    ...{ fact, operator: operator as OperatorName, denied },
    ...(value === undefined ? {} : { value }),
    ...(over === undefined ? {} : { over: over as Over }),
  });
}

export interface WrittenDraft {
  /** Null: nothing was asked for. */
  readonly condition: Condition | null;
  /** JSON Pointers of parts, to their keys. */
  readonly keys: ReadonlyMap<string, number>;
}

export function writeDraft(root: DraftGroup): WrittenDraft {
  const keys = new Map<string, number>();
  const condition = write(root, '', keys);
  return { condition: root.parts.length === 0 ? null : condition, keys };
}

function write(draft: Draft, pointer: string, keys: Map<string, number>): Condition {
  keys.set(pointer, draft.key);
  const at = draft.denied ? `${pointer}/not` : pointer;
  keys.set(at, draft.key);
  const plain = isGroup(draft) ? writeGroup(draft, at, keys) : writeLeaf(draft);
  return draft.denied ? { not: plain } : plain;
}

function writeGroup({ join, parts }: DraftGroup, at: string, keys: Map<string, number>): Condition {
  const inner = parts.map((part, index) => write(part, `${at}/${join}/${index}`, keys));
  return join === 'all' ? { all: inner } : { any: inner };
}

function writeLeaf({ fact, operator, value, over }: DraftLeaf): Leaf {
  return {
    ...{ fact, operator },
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

/** Facts that a draft asks, unfinished or not, by today's names. */
export function factsAsked(draft: Draft): readonly string[] {
  if (isGroup(draft)) return [...new Set(draft.parts.flatMap(factsAsked))];
  const other = isObject(draft.value) ? draft.value['fact'] : undefined;
  return [draft.fact, ...(typeof other === 'string' ? [other] : [])].filter((path) => path !== '');
}
