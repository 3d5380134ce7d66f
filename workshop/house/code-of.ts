/** After these a slash begins a regular expression. */
const beforePattern = /(?:^|[=(,:[!&|?{};+\n]|\breturn|=>)\s*$/;

/** Answers the code of a text, without strings, comments and patterns; of a template, its computed parts. */
export function codeOf(text: string): string {
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
  return code;
}
