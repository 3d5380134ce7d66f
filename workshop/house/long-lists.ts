import { codeOf } from './code-of.ts';

const most = 5;

/** Functions of a source, and types of functions, with more parameters than one keeps apart by their place. */
export function longListsIn(text: string): readonly string[] {
  const code = codeOf(text);
  return listsOf(code)
    .filter(({ parts }) => parts.length > most)
    .filter((list) => isParameters(code, list))
    .map(({ start, parts }) => `${nameBefore(code, start)}(${parts.map((part) => part.trim()).join(', ')})`);
}

interface List {
  /** Of its opening parenthesis. */
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
}

/** Finds the lists in parentheses, each in parts between commas; a bracket inside belongs to its part. */
function listsOf(code: string): readonly List[] {
  const lists: List[] = [];
  const open: { readonly bracket: string; readonly cuts: number[] }[] = [];
  for (const { 0: char, index } of code.matchAll(/[([{)\]},]|(?<=\w)<|(?<!=)>/g)) {
    const top = open.at(-1);
    if (char === ',') top?.cuts.push(index);
    else if (char === '>') {
      if (top?.bracket === '<') open.pop();
    } else if ('([{<'.includes(char)) open.push({ bracket: char, cuts: [index] });
    else {
      // A `<` that was taken for a type was a comparison.
      while (open.at(-1)?.bracket === '<') open.pop();
      const { bracket, cuts = [] } = open.pop() ?? {};
      if (bracket !== '(') continue;
      const parts = cuts.map((cut, at) => code.slice(cut + 1, cuts[at + 1] ?? index));
      lists.push({ start: cuts[0] ?? 0, end: index, parts: parts.filter((part) => part.trim() !== '') });
    }
  }
  return lists;
}

/** `a: A`, `a = 1`, `{ a }: A`: no argument looks like that. */
const declared = /^\s*(?:[\w$]+\??|[{[][\s\S]*[}\]])\s*(?::|=(?![=>]))/;
/** The columns of a table of cases come one by one: `it.each(…)('…', (a, b) => …)`. */
const columns = /\)\(\s*,\s*(?:async\s*)?$/;

function isParameters(code: string, { start, end, parts }: List): boolean {
  if (columns.test(code.slice(Math.max(0, start - 200), start))) return false;
  const after = code.slice(end + 1, end + 200);
  return /^\s*(?:=>|\{)/.test(after) || (/^\s*:/.test(after) && parts.every((part) => declared.test(part)));
}

function nameBefore(code: string, start: number): string {
  return (
    /([#\w$]+)(?:<[^()]*>|\s*[=:]\s*(?:async\s*)?)?$/.exec(
      code.slice(Math.max(0, start - 200), start),
    )?.[1] ?? ''
  );
}
