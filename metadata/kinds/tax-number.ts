import type { Problem } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import { plain } from './common/plain.ts';
import { accepted, problem, readLine } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const longest = 20;
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const written = /^[0-9A-Z]{15}$|^[0-9A-Z]{17}$|^[0-9A-Z]{18}$|^[0-9A-Z]{20}$/;

/**
 * A taxpayer's number: a unified social credit code of 18, or an older one of 15, 17, 18 or 20 characters. Another form
 * only warns, as does the check digit of GB 32100: numbers in real use fail both, and foreign buyers have their own.
 */
export const taxNumber = plain({
  name: 'tax-number',
  column: () => ({ type: 'text', length: longest }),
  schema: () => ({ type: 'string', minLength: 1, maxLength: longest }),
  read: (value) => {
    const line = readLine(value, longest);
    return line.ok ? accepted(line.value.toUpperCase()) : line;
  },
  parse: (text) => accepted(text.trim().toUpperCase()),
  warn: (value: Json): readonly Problem[] => {
    const doubt = taxNumberDoubt(String(value));
    return doubt ? [{ ...problem(doubt), severity: 'warning' }] : [];
  },
});

/** Returns the code of what is doubtful about a taxpayer's number; null: nothing is. */
export function taxNumberDoubt(code: string): 'tax-number-form' | 'tax-number-check' | null {
  if (!written.test(code)) return 'tax-number-form';
  // Eighteen digits whose seventh on is a birthday are a person's identity number, which has its own check.
  if (code.length !== 18 || /^\d{6}(19|20)\d{9}[\dX]$/.test(code) || checks(code)) return null;
  return 'tax-number-check';
}

function checks(code: string): boolean {
  const digit = checkDigit(code);
  return digit !== null && digit === code[17];
}

/** The last digit of a unified social credit code that begins so, by GB 32100; null: no code does. */
export function checkDigit(code: string): string | null {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(code[index] ?? '?');
    if (value < 0) return null;
    sum += value * weight;
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? null;
}

export const sample: KindSample = {
  props: {},
  value: '91110108000000001X',
  asks: equal('91110108000000001X'),
  others: ['440300708461136', '91440300708461136T', '91500023MA0000001M'],
};
