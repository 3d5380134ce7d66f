import type { Field, Kind } from '../../field.ts';
import { hasOption, nearOptions, optionsOf, optionsProperty, optionValue } from './option.ts';
import { plain } from './plain.ts';
import { accepted, refused } from './reading.ts';

interface Offering {
  readonly name: string;
  readonly offers: NonNullable<Kind['offers']>;
  /** What its own options stand beside. */
  readonly beside: string;
  /** Longest value. */
  readonly length: number;
  /** The code of the refusal of what there is not, and the param that has what was written. */
  readonly unknown: readonly [code: string, param: string];
}

/** A kind that is a choice whose options compile fills in: what the model has, by id, after what the field names. */
export function offering(
  choice: Kind,
  { name, offers, beside, length, unknown: [code, param] }: Offering,
): Kind {
  return plain({
    ...choice,
    name,
    properties: {
      options: {
        ...optionsProperty,
        description: `What can be chosen beside the ${beside}, before them. Default: nothing.`,
      },
    },
    requires: [],
    offers,
    column: () => ({ type: 'text', length }),
    schema: () => ({ type: 'string', maxLength: length }),
    read: (value, field) => {
      if (typeof value !== 'string') return refused('not-text');
      return hasOption(field, value) ? accepted(value) : unknown(value, field);
    },
    parse: (text, field, language) => {
      const value = optionValue(field, text.trim(), language);
      return value === undefined ? unknown(text.trim(), field) : accepted(value);
    },
  });

  /** Refuses a value that there is not, and tells whoever wrote a name, or nearly so, the id it stands for. */
  function unknown(written: string, field: Field) {
    return refused(code, { [param]: written, near: nearOptions(optionsOf(field), written, 'value') });
  }
}
