import { parseDecimal } from '../common/decimal.ts';
import type { Problem } from '../common/issue.ts';
import { formulaProblem, type Span } from './formula.ts';

export type Token = Span & {
  readonly type: 'number' | 'text' | 'word' | 'path' | 'sign' | 'end';
  /** Of a number its canonical text, of a text what stands between the quotes; of all others as they are meant. */
  readonly value: string;
};

const name = '[A-Za-z][A-Za-z0-9_]*';
/** Labels are letters of any language. */
const called = '\\p{L}[\\p{L}\\p{N}_]*';
const setting = `\\$setting\\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*\\.${name}`;
// Keys with strokes in them stand in braces, as a field does that is called as a word is, or with blanks.
const param = `\\$param\\.${name}(?:-[A-Za-z0-9_]+)*(?:\\.${name})+`;
const parts = {
  space: /\s+/y,
  number: /\d{1,30}(?:\.\d{1,30})?/y,
  path: new RegExp(`${setting}|${param}|\\$[a-z]+|${called}(?:\\.${called})*`, 'uy'),
  braced: /\{([^{}"\n]{1,200})\}|｛([^｛｝"\n]{1,200})｝|\[([^[\]"\n]{1,200})\]|【([^【】"\n]{1,200})】/y,
  text: /"((?:[^"]|"")*)"|“([^”]*)”/y,
  sign: /<=|>=|!=|<>|[-+*/&=<>(),，（）＋－＊／＆＝＜＞×÷≤≥≠]/y,
} as const;

/** As they are typed with an input method for Chinese, or in another habit. */
const otherwise: Readonly<Record<string, string>> = {
  '，': ',',
  '（': '(',
  '）': ')',
  '＋': '+',
  '－': '-',
  '＊': '*',
  '／': '/',
  '＆': '&',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '×': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '<>': '!=',
};

/** `13` is `0.13`. */
function hundredth(number: string): string {
  const [whole = '', part = ''] = number.split('.');
  const digits = whole.padStart(3, '0');
  const shifted = `${digits.slice(0, -2)}.${digits.slice(-2)}${part}`;
  return parseDecimal(shifted) ?? shifted;
}

/** The tokens of a text, an end last; a problem where one is none. */
export function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly problem?: Problem } {
  const tokens: Token[] = [];
  let from = 0;
  const match = (part: keyof typeof parts): RegExpExecArray | null => {
    parts[part].lastIndex = from;
    return parts[part].exec(text);
  };
  const add = (type: Token['type'], value: string, to: number) => {
    tokens.push({ type, value, from, to });
    from = to;
  };
  while (from < text.length) {
    const space = match('space');
    if (space) {
      from += space[0].length;
      continue;
    }
    const number = match('number');
    if (number) {
      add('number', parseDecimal(number[0]) ?? '0', from + number[0].length);
      continue;
    }
    const written = match('text');
    if (written) {
      add('text', written[1]?.replaceAll('""', '"') ?? written[2] ?? '', from + written[0].length);
      continue;
    }
    const braced = match('braced');
    if (braced) {
      add('path', (braced.slice(1).find((one) => one !== undefined) ?? '').trim(), from + braced[0].length);
      continue;
    }
    const path = match('path');
    if (path) {
      add('word', path[0], from + path[0].length);
      continue;
    }
    const sign = match('sign');
    if (!sign) {
      const share = tokens.at(-1);
      if (/[%％]/.test(text[from] ?? '') && share?.type === 'number') {
        const at = { from: share.from, to: from + 1 };
        const params = { written: `${share.value}%`, value: hundredth(share.value) };
        return { tokens, problem: formulaProblem('formula-percent', at, params) };
      }
      const open = text[from] === '"' || text[from] === '“';
      const at = { from, to: open ? text.length : from + 1 };
      const code = open ? 'formula-text-open' : 'formula-character';
      return { tokens, problem: formulaProblem(code, at, { character: text.slice(from, from + 1) }) };
    }
    add('sign', otherwise[sign[0]] ?? sign[0], from + sign[0].length);
  }
  add('end', '', text.length);
  return { tokens };
}
