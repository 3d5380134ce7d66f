/** What stands around the place that is read, and the name or number of what comes next in it. */
interface Around {
  readonly pointer: string;
  readonly isList: boolean;
  next: string | number | null;
}

/**
 * Where each value of a JSON text begins, by its pointer, found in one pass over the text: a document of thousands of
 * lines is marked in a blink. Of what is half written it knows what stands before the break.
 */
export function offsetsOf(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const around: Around[] = [];
  let upper: Around | undefined;
  const enter = (at: number): string => {
    const pointer = upper ? `${upper.pointer}/${upper.next ?? ''}` : '';
    if (!found.has(pointer)) found.set(pointer, at);
    return pointer;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Blanks are most of a text that is written for people.
    if (code <= 32 || code === sign.colon) continue;
    if (code === sign.object || code === sign.list) {
      const isList = code === sign.list;
      upper = { pointer: enter(at), isList, next: isList ? 0 : null };
      around.push(upper);
    } else if (code === sign.objectEnd || code === sign.listEnd) {
      around.pop();
      upper = around.at(-1);
    } else if (code === sign.comma) {
      if (upper) upper.next = upper.isList ? Number(upper.next) + 1 : null;
    } else {
      const end = code === sign.quote ? endOfText(text, at) : endOfWord(text, at);
      if (upper && upper.next === null) upper.next = nameOf(text.slice(at, end));
      else enter(at);
      at = end - 1;
    }
  }
  return found;
}

const sign = { object: 123, objectEnd: 125, list: 91, listEnd: 93, comma: 44, colon: 58, quote: 34 } as const;

function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text[before - 1] === '\\') before--;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfWord(text: string, from: number): number {
  const word = /[^\s{}[\]:,"]+/y;
  word.lastIndex = from;
  word.test(text);
  return Math.max(from + 1, word.lastIndex);
}

/** A name as pointers say it. */
function nameOf(word: string): string {
  const plain = word.startsWith('"') && word.length > 1 ? word.slice(1, -1) : word;
  const name = plain.includes('\\') ? readName(word) : plain;
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

function readName(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word;
  }
}
