import { type CodeName, codeNames, codeTitles } from '../common/code-names.ts';
import type { Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import type { Field } from '../field.ts';
import { textOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, readLine, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

const longest = 255;
/** Bars are read in one pass: more of them are wider than what reads them. */
const longestBars = 80;

/** The sort of code that values are drawn as. */
function symbologyOf({ props: { symbology } }: Pick<Field, 'props'>): CodeName {
  return codeNames.find((name) => name === symbology) ?? 'qr';
}

/** The text of a code: typed, or scanned. It is drawn beside itself. */
export const barcode = plain({
  name: 'barcode',
  properties: {
    symbology: { enum: codeNames, description: 'The sort of code it is drawn as. Default: qr.' },
  },
  column: () => ({ type: 'text', length: longest }),
  schema: (field) => ({
    type: 'string',
    ...(symbologyOf(field) === 'ean13' ? { pattern: '^\\d{13}$' } : {}),
    maxLength: longest,
  }),
  read: (value, field) => {
    const line = readLine(value, longest);
    return line.ok ? fitting(line.value, symbologyOf(field)) : line;
  },
  parse: (text, field) => accepted(isOfBars(symbologyOf(field)) ? halfWidth(text).trim() : text.trim()),
  operators: () => textOperators,
  drawnAs: symbologyOf,
});

const isOfBars = (name: CodeName) => name === 'code128' || name === 'code39' || name === 'ean13';

/** Each sort of code has letters of its own. */
function fitting(text: string, name: CodeName): Result<Json> {
  if (text.trim() === '') return refused('barcode-blank');
  if (name === 'ean13') return articleNumber(text);
  if (!isOfBars(name)) return accepted(text);
  if (text.length > longestBars) return refused('too-long', { length: longestBars, actual: text.length });
  const kept = name === 'code39' ? text.toUpperCase() : text;
  const letters = name === 'code39' ? /^[0-9A-Z\-. $/+%]*$/ : /^[ -~]*$/;
  return letters.test(kept) ? accepted(kept) : refused('barcode-letters', { code: codeTitles[name] });
}

/** Thirteen digits, whose last one is made of the others. */
function articleNumber(text: string): Result<Json> {
  if (!/^\d{13}$/.test(text)) return refused('not-ean13');
  const check = checkDigit(text.slice(0, 12));
  return text.endsWith(check) ? accepted(text) : refused('ean13-check', { actual: text.slice(12), check });
}

/** The digit that makes the sum whole tens, where every second digit counts three times. */
function checkDigit(twelve: string): string {
  const sum = [...twelve].reduce((so, digit, at) => so + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

export const sample: KindSample = {
  props: { symbology: 'code128' },
  value: 'SN-2026-0001',
  asks: { operator: 'startsWith', value: 'SN-' },
  others: ['A1', 'box 7/2'],
};
