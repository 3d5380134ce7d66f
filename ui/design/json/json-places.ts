import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

function valuesOf(array: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling)
    if (!['[', ']', ','].includes(child.name) && !child.type.isError) found.push(child);
  return found;
}

function keyText(state: EditorState, key: SyntaxNode): string {
  const text = state.sliceDoc(key.from, key.to);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replaceAll('"', '');
  }
}

/** The word being written at a point: the place it belongs to, and whether it is the name of a member or a value. */
export interface Writing {
  readonly pointer: readonly string[];
  readonly writes: 'name' | 'value';
  /** The offset where the word begins. */
  readonly from: number;
  /** Members that the object has, where a name is written. */
  readonly taken: ReadonlySet<string>;
}

export function writingAt(state: EditorState, at: number): Writing | null {
  const node = syntaxTree(state).resolveInner(at, -1);
  const property = closest(node, 'Property');
  const object = closest(node, 'Object');
  const isIn =
    property !== null && (object === null || property.from > object.from || node.name === 'PropertyName');
  if (node.name === 'PropertyName' && property?.parent)
    return { ...nameIn(state, property.parent), from: node.from };
  if (isIn && property.parent) {
    const key = property.getChild('PropertyName');
    if (!key) return null;
    const from = ['String', 'True', 'False', 'Number', 'Null'].includes(node.name) ? node.from : at;
    return {
      pointer: [...pathTo(state, property.parent), keyText(state, key)],
      writes: 'value',
      from,
      taken: new Set(),
    };
  }
  const array = closest(node, 'Array');
  if (array && (!object || array.from > object.from)) {
    const place = valuesOf(array).filter(({ to }) => to < at).length;
    const from = node.name === 'String' ? node.from : at;
    return { pointer: [...pathTo(state, array), String(place)], writes: 'value', from, taken: new Set() };
  }
  return object
    ? { ...nameIn(state, object), from: /^[[{,]$/.test(node.name) || node.name === 'Object' ? at : node.from }
    : null;
}

function nameIn(state: EditorState, object: SyntaxNode): Omit<Writing, 'from'> {
  const taken = object.getChildren('Property').flatMap((one) => {
    const key = one.getChild('PropertyName');
    return key ? [keyText(state, key)] : [];
  });
  return { pointer: pathTo(state, object), writes: 'name', taken: new Set(taken) };
}

function closest(node: SyntaxNode | null, name: string): SyntaxNode | null {
  let found = node;
  while (found && found.name !== name) found = found.parent;
  return found;
}

/** The place of the document where a point is, by its pointer. */
export function pointerAt(state: EditorState, at: number): string {
  const inner = syntaxTree(state).resolveInner(at, 1);
  const property = closest(inner, 'Property');
  const object = closest(inner, 'Object');
  const array = closest(inner, 'Array');
  const isIn =
    property !== null && property.from >= (object?.from ?? 0) && property.from >= (array?.from ?? 0);
  const key = isIn ? property.getChild('PropertyName') : null;
  const around = isIn ? property.parent : array && array.from > (object?.from ?? -1) ? array : object;
  const path = around ? [...pathTo(state, around), ...(key ? [keyText(state, key)] : [])] : [];
  return path.map((name) => `/${name}`).join('');
}

function pathTo(state: EditorState, node: SyntaxNode): readonly string[] {
  const { parent } = node;
  if (!parent || parent.name === 'JsonText') return [];
  if (parent.name === 'Array') {
    const at = valuesOf(parent).findIndex((one) => one.from === node.from);
    return [...pathTo(state, parent), String(at)];
  }
  const key = parent.getChild('PropertyName');
  return parent.parent && key ? [...pathTo(state, parent.parent), keyText(state, key)] : [];
}
