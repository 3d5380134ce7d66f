import type { Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import { mostPicked } from './common/most.ts';
import { listOperators } from './common/operators.ts';
import {
  hasOption,
  notAnOption,
  optionFlaws,
  optionsOf,
  optionsProperty,
  optionText,
  optionValue,
} from './common/option.ts';
import { plain } from './common/plain.ts';
import { accepted, isList, parseJson, readEach, refused } from './common/reading.ts';
import { type KindSample, sampleOptions } from './common/sample.ts';

const separators = /[,，、;；\n]/;

/** Several options; kept in the options' order, each once. */
export const choices = plain({
  name: 'choices',
  properties: { options: optionsProperty },
  requires: ['options'],
  column: () => ({ type: 'json' }),
  schema: (field) => ({
    type: 'array',
    uniqueItems: true,
    maxItems: mostPicked,
    items: { type: 'string', enum: optionsOf(field).map((option) => option.value) },
  }),
  read: (value, field) => {
    if (!isList(value)) return refused('not-list');
    const picked = readEach(value, (item): Result<string> => {
      if (typeof item !== 'string') return refused('not-text');
      return hasOption(field, item) ? accepted(item) : notAnOption(field, item, 'value');
    });
    if (!picked.ok) return picked;
    const wanted = new Set(picked.value);
    return accepted(optionsOf(field).flatMap((option) => (wanted.has(option.value) ? [option.value] : [])));
  },
  parse: (text, field, language): Result<Json> => {
    if (text.trim().startsWith('[')) return parseJson(text);
    const words = text.split(separators).map((word) => word.trim());
    return readEach(words.filter(Boolean), (word): Result<string> => {
      const value = optionValue(field, String(word), language);
      return value === undefined ? notAnOption(field, String(word), 'label') : accepted(value);
    });
  },
  format: (value, field, language) => {
    const values = isList(value) ? value.map(String) : [];
    const words = values.map((one) => optionText(field, one, language));
    const plainly =
      words.length > 0 &&
      words.every((word) => !separators.test(word) && word.trim() === word && !word.startsWith('['));
    return plainly ? words.join(',') : JSON.stringify(values);
  },
  comparison: () => 'list',
  operators: () => listOperators,
  sortable: false,
  flaws: optionFlaws,
});

export const sample: KindSample = {
  props: { options: sampleOptions },
  value: ['red', 'blue'],
  asks: { operator: 'contains', value: 'red' },
};
