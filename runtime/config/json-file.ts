import type { Json } from '../../metadata/json.ts';

export type ParsedFile =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly params: { readonly line: number; readonly column: number } };

/** JSON with the place of its first mistake, as people look for it in an editor. */
export function parseJsonFile(text: string): ParsedFile {
  const bare = text.replace(/^\uFEFF/, '');
  try {
    const value: Json = JSON.parse(bare);
    return { ok: true, value };
  } catch {
    const before = bare.slice(0, mistakeAt(bare)).split('\n');
    return { ok: false, params: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
  }
}

/** V8 names no position in some of its messages, but it always tells a text that is cut from one that is wrong. */
function mistakeAt(text: string): number {
  let good = 0;
  let bad = text.length;
  if (goesOn(text)) return text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (goesOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether a text is JSON, or could be with more behind it. */
function goesOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return (
      /end of JSON input|Unterminated/.test(message) ||
      Number(/at position (\d+)/.exec(message)?.[1]) === text.length
    );
  }
}
