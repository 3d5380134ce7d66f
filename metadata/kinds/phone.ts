import type { Field } from '../field.ts';
import { dialledCountries, dialledFrom, groupedNumber } from './common/calling-codes.ts';
import { plain } from './common/plain.ts';
import { accepted, readLine, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const dialled = /^\+?[\d\s()\-/.转ext#*,]{3,40}$/i;

/**
 * As people write them: `0755-8612 3456 转 801`, `+86 138 0013 8000`; at least three digits. Where the field says of which
 * country, those that can be dialled from everywhere are kept as `+8613800138000`.
 */
export const phone = plain({
  name: 'phone',
  properties: {
    country: {
      enum: dialledCountries,
      description:
        'Country of numbers without a code, which are then kept as +8613800138000 and shown in groups. Default: none, and numbers stay as they are written.',
    },
  },
  column: () => ({ type: 'text', length: 40 }),
  schema: () => ({ type: 'string', maxLength: 40 }),
  read: (value, field) => {
    const line = readLine(value, 40);
    if (!line.ok) return line;
    const digits = line.value.replace(/\D/g, '').length;
    if (!dialled.test(line.value) || digits < 3) return refused('not-phone');
    return accepted(inCountry(line.value, field));
  },
  parse: (text, field) => accepted(inCountry(text.trim(), field)),
  format: (value, field) => (countryOf(field) ? groupedNumber(String(value)) : String(value)),
});

const countryOf = ({ props: { country } }: Field) => dialledCountries.find((one) => one === country);

function inCountry(text: string, field: Field): string {
  const country = countryOf(field);
  return (country && dialledFrom(text, country)) ?? text;
}

export const sample: KindSample = {
  props: {},
  value: '13800138000',
  asks: equal('13800138000'),
  others: ['10000001', '+86 138 0013 8000', '0755-8612 3456 转 801', '110'],
};
