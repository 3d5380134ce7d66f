import { identityOperators } from './common/operators.ts';
import {
  hasOption,
  notAnOption,
  optionFlaws,
  optionLength,
  optionsOf,
  optionsProperty,
  optionText,
  optionValue,
} from './common/option.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample, sampleOptions } from './common/sample.ts';

export const choice = plain({
  name: 'choice',
  properties: { options: optionsProperty },
  requires: ['options'],
  column: () => ({ type: 'text', length: optionLength }),
  schema: (field) => ({ type: 'string', enum: optionsOf(field).map((option) => option.value) }),
  read: (value, field) => {
    if (typeof value !== 'string') return refused('not-text');
    return hasOption(field, value) ? accepted(value) : notAnOption(field, value, 'value');
  },
  parse: (text, field, language) => {
    const value = optionValue(field, text.trim(), language);
    return value === undefined ? notAnOption(field, text.trim(), 'label') : accepted(value);
  },
  format: (value, field, language) => optionText(field, String(value), language),
  operators: () => identityOperators,
  flaws: optionFlaws,
  namesCurrency: true,
});

export const sample: KindSample = { props: { options: sampleOptions }, value: 'red', asks: equal('red') };
