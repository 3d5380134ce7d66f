import { nearNames } from '../common/near-names.ts';
import type { Field } from '../field.ts';
import { choice } from './choice.ts';
import { hasOption, optionLength, optionsOf, optionsProperty, optionValue } from './common/option.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

/** A form of the model, by its id: a choice whose options compile fills in. */
export const form = plain({
  ...choice,
  name: 'form',
  properties: {
    options: {
      ...optionsProperty,
      description: 'What can be chosen beside the forms, before them. Default: nothing.',
    },
  },
  requires: [],
  offersForms: true,
  schema: () => ({ type: 'string', maxLength: optionLength }),
  read: (value, field) => {
    if (typeof value !== 'string') return refused('not-text');
    return hasOption(field, value) ? accepted(value) : notAForm(value, field);
  },
  parse: (text, field, language) => {
    const value = optionValue(field, text.trim(), language);
    return value === undefined ? notAForm(text.trim(), field) : accepted(value);
  },
});

/** Refuses a value that is no form, and tells whoever wrote a form's name, or nearly so, its id. */
function notAForm(written: string, field: Field) {
  const ids = new Map<string, string>();
  for (const { value, label } of optionsOf(field))
    for (const name of [label.en, label.zh, value]) ids.set(name, value);
  const called = ids.get(written);
  const near = nearNames(written, ids.keys()).flatMap((name) => ids.get(name) ?? []);
  return refused('not-a-form', { form: written, near: called ? [called] : [...new Set(near)] });
}

export const sample: KindSample = { props: {}, value: 'thing', asks: equal('thing') };
