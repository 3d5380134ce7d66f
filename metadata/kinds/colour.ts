import type { Result } from '../common/issue.ts';
import { identityOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

/** A colour as screens have it: `#1f6feb`. */
export const colour = plain({
  name: 'colour',
  column: () => ({ type: 'text', length: 7 }),
  schema: () => ({ type: 'string', pattern: '^#[0-9A-Fa-f]{6}$', maxLength: 7 }),
  read: (value) =>
    typeof value === 'string' && value.startsWith('#') ? parsed(value) : refused('not-colour'),
  parse: (text) => parsed(halfWidth(text).trim()),
  operators: () => identityOperators,
});

/** Three digits stand for each of them twice. */
function parsed(text: string): Result<string> {
  const digits = text.replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return accepted(`#${digits}`);
  return /^[0-9a-f]{3}$/.test(digits)
    ? accepted(`#${[...digits].map((digit) => digit + digit).join('')}`)
    : refused('not-colour');
}

export const sample: KindSample = {
  props: {},
  value: '#1f6feb',
  asks: equal('#1f6feb'),
  others: ['#000000', '#ffffff'],
};
