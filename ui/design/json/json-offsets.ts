import { pointerTo } from '../../../metadata/common/json.ts';

/**
 * Where each value of a JSON text begins, by its pointer, found in one pass over the text: a document of thousands of
 * lines is marked in a blink. Of what is half written it knows what stands before the break.
 */
export function offsetsOf(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;
  /** What stands around: its pointer, and the name or number of what comes next in it. */
  const around: { readonly pointer: string; readonly isList: boolean; next: string | number | null }[] = [];
  const enter = (at: number): string => {
    const holder = around.at(-1);
    const pointer = holder ? `${holder.pointer}${pointerTo(holder.next ?? '')}` : '';
    if (!found.has(pointer)) found.set(pointer, at);
    return pointer;
  };
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [word] = match;
    const holder = around.at(-1);
    if (word === '{' || word === '[')
      around.push({ pointer: enter(match.index), isList: word === '[', next: word === '[' ? 0 : null });
    else if (word === '}' || word === ']') around.pop();
    else if (word === ',') {
      if (holder) holder.next = holder.isList ? Number(holder.next) + 1 : null;
    } else if (word !== ':') {
      if (holder && !holder.isList && holder.next === null) holder.next = nameOf(word);
      else enter(match.index);
    }
  }
  return found;
}

function nameOf(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word;
  }
}
