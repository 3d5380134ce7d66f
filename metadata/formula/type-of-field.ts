import type { Comparison, Field } from '../field.ts';
import type { FormulaType } from '../formula-type.ts';

const ofComparison: Readonly<
  Record<Exclude<Comparison, 'text' | 'reference' | 'any-reference'>, FormulaType>
> = {
  number: { is: 'number' },
  boolean: { is: 'boolean' },
  date: { is: 'date' },
  time: { is: 'time' },
  datetime: { is: 'datetime' },
  list: { is: 'list' },
  none: { is: 'other' },
};

/** The type that values of a field have in a formula. */
export function typeOfField(field: Field): FormulaType {
  if (field.rows) return { is: 'rows' };
  const comparison = field.kind.comparison(field);
  if (comparison === 'reference') return { is: 'reference', form: field.target ?? field.inner?.target ?? '' };
  // Which form it is of is not known before there is a value.
  if (comparison === 'any-reference') return { is: 'reference', form: '' };
  if (comparison !== 'text') return ofComparison[comparison];
  const options = field.options ?? field.inner?.options;
  return options ? { is: 'text', options } : { is: 'text' };
}
