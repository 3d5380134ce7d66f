/** Words that had several meanings, or one that nobody guesses, and what says it now; `docs/words.md` has those that stay. */
const goneWords: readonly (readonly [word: string, instead: string])[] = [
  ['deed', 'action'],
  ['told', 'the thing it is: an answer, a row, an event, what is stated'],
  ['untold', 'as told'],
  ['carryOut$', 'what is carried out: a publish, steps of tables, effects of a write'],
  ['anew', 'again, or what is new'],
  ['ships$', 'shipment, or what is done with it: load, assign'],
  ['standing', 'a place, a verdict, open tokens'],
  ['teller', 'as told'],
];

/** Identifiers of a source that have a word in them which went: `deed`, `lastDeed`, `deedsOf`. */
export function goneIn(text: string): readonly string[] {
  const words = goneWords.map(([word]) => word).join('|');
  const capital = goneWords.map(([word]) => word.replace(/^./, (first) => first.toUpperCase())).join('|');
  const gone = new RegExp(`^(?:${words})s?(?![a-z])|(?:${capital})s?(?![a-z])`);
  return [...new Set(identifiersOf(text))].filter((name) => gone.test(name));
}

/** After these a slash begins a regular expression. */
const beforePattern = /(?:^|[=(,:[!&|?{};+\n]|\breturn|=>)\s*$/;

/** What stands in code, without texts, comments and patterns; of a template, what is computed in it. */
function identifiersOf(text: string): readonly string[] {
  let code = '';
  let at = 0;
  /** Braces open inside each `${` that is open. */
  const open: number[] = [];
  const until = (end: RegExp) => {
    end.lastIndex = at;
    const found = end.exec(text);
    at = found ? found.index + found[0].length : text.length;
    code += ' ';
    return found?.[0];
  };
  const template = () => {
    if (until(/\\[\s\S]|`|\$\{/g)?.startsWith('\\')) template();
    else if (text[at - 1] === '{') open.push(0);
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    at += 1;
    const depth = open.at(-1);
    if (char === "'") until(/(?:\\[\s\S]|[^'\\])*'/y);
    else if (char === '"') until(/(?:\\[\s\S]|[^"\\])*"/y);
    else if (char === '/' && text[at] === '/') until(/\n/g);
    else if (char === '/' && text[at] === '*') until(/\*\//g);
    else if (char === '/' && beforePattern.test(code.slice(-20)))
      until(/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/\w*/y);
    else if (char === '`') template();
    else if (char === '}' && depth === 0) {
      open.pop();
      template();
    } else {
      if (depth !== undefined && (char === '{' || char === '}'))
        open[open.length - 1] = depth + (char === '{' ? 1 : -1);
      code += char;
    }
  }
  return code.match(/(?<![\w$])[A-Za-z_$][\w$]*/g) ?? [];
}
