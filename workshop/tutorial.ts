/** A command of a tutorial with what it prints, or a point at which the state of things is looked at. */
export type Step =
  | { readonly command: string; readonly printed: readonly string[] }
  | { readonly state: string };

/** The words of a command line; what stands in quotes is one. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

const part = /```console\n([\s\S]*?)```|<!-- state: (\w+) -->/g;

/** In the order in which they stand. */
export function stepsOf(text: string): readonly Step[] {
  return [...text.matchAll(part)].flatMap(([, console, state]): readonly Step[] =>
    console === undefined ? [{ state: state ?? '' }] : commandsIn(console),
  );
}

function commandsIn(
  block: string,
): readonly { readonly command: string; readonly printed: readonly string[] }[] {
  const [, ...parts] = `\n${block}`.split('\n$ ');
  return parts.map((one) => {
    const [command = '', ...printed] = one.split('\n');
    return { command, printed: trimmed(printed) };
  });
}

/** Files that a tutorial shows, whole or in part: their path stands in backquotes at the end of the line before. */
export function filesIn(text: string): readonly { readonly file: string; readonly content: string }[] {
  return [...text.matchAll(/`([\w/.-]+\.(?:json|csv|md))`[^`\n]*\n\n```(?:json|csv|md)\n([\s\S]*?)```/g)].map(
    ([, file = '', content = '']) => ({ file, content }),
  );
}

/** Without empty lines around it. */
export function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1).map((line) => line.trimEnd());
}

/** Answers whether these lines were printed; `…` stands for anything in its line, and alone for any lines. */
export function isPrinted(shown: readonly string[], printed: readonly string[]): boolean {
  const pattern = shown.map((line) =>
    line.trim() === '…' ? '(?:[^\\n]*\\n)*?' : `${line.split('…').map(escaped).join('[^\\n]*')}\\n`,
  );
  return new RegExp(`^${pattern.join('')}$`).test(printed.map((line) => `${line}\n`).join(''));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Parts that differ each time, and are left open. */
const another: readonly (readonly [RegExp, string])[] = [
  [/sha512-\S+/g, 'sha512-…'],
  [/ed25519:[\w-]{40,}/g, 'ed25519:…'],
  [/\b[0-9a-f]{16}\b/g, '…'],
  [/\d+ bytes/g, '… bytes'],
  [/（\d+ 字节）/g, '（… 字节）'],
  [/(revision|，版本|仍是版本) \d+/g, '$1 …'],
  [/^\d+-\d+ .*/, '…'],
  [/^\d+( {2}.*\()\d{4}-\d\d-\d\d \d\d:\d\d/, '…$1…'],
  [/(localhost:)\d+/, '$1…'],
  [/(password|密码) \w{5}-\S+/, '$1 …'],
];

export function steady(line: string): string {
  return another.reduce((text, [what, as]) => text.replace(what, as), line);
}

/** The rows of its table: the place in backquotes, then what stands there. */
export function tableIn(
  text: string,
): readonly { readonly line: string; readonly cells: readonly string[] }[] {
  return text
    .split('\n')
    .filter((line) => /^\| [^|]+ \| `/.test(line))
    .map((line) => ({
      line,
      cells: line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    }));
}
