import type { Field, Kind } from '../field.ts';
import { halfWidth } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { integer } from './integer.ts';

const star = '★';
const usual = 5;

/** How many stars there are at most. */
export function starsOf({ props: { stars } }: Pick<Field, 'props'>): number {
  return typeof stars === 'number' ? stars : usual;
}

/** The same field as a whole number between no star and all of them. */
const asNumber = (field: Field): Field => ({ ...field, props: { min: 1, max: starsOf(field) } });

/** Stars that somebody gives: a whole number from one up; nothing at all is no rating. */
export const rating: Kind = {
  ...integer,
  name: 'rating',
  properties: {
    stars: { type: 'integer', minimum: 2, maximum: 10, description: 'The most there are. Default: 5.' },
  },
  schema: (field) => integer.schema(asNumber(field)),
  read: (value, field) => integer.read(value, asNumber(field)),
  /** Reads a number, or the stars themselves. */
  parse: (text, field, language) => {
    const tidy = halfWidth(text).trim();
    const shown = /^★+☆*$/.test(tidy) ? String([...tidy].filter((one) => one === star).length) : tidy;
    return integer.parse(shown, asNumber(field), language);
  },
  range: (field) => ({ min: '1', max: String(starsOf(field)), step: '1' }),
  flaws: () => [],
};

export const sample: KindSample = {
  props: {},
  value: 4,
  asks: { operator: 'greaterThan', value: 3 },
  others: [1, 5],
};
