import type { Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import { mostPicked } from './common/most.ts';
import { listOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import {
  formProperty,
  parsePointer,
  pointerSchema,
  pointerText,
  readPointer,
  writePointer,
} from './common/pointer.ts';
import { accepted, isList, parseJson, readEach, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

const separators = /[,，、;；\n]/;

/** Several records, in the order they were picked, each once. */
export const references = plain({
  name: 'references',
  properties: { form: formProperty },
  requires: ['form'],
  about: 'form',
  points: 'about',
  column: () => ({ type: 'json' }),
  schema: () => ({ type: 'array', maxItems: mostPicked, items: pointerSchema }),
  read: (value) => {
    if (!isList(value)) return refused('not-list');
    const picked = readEach(value, readPointer);
    return picked.ok ? accepted(each(picked.value)) : picked;
  },
  write: (value) => (isList(value) ? value.map(writePointer) : []),
  parse: (text): Result<Json> => {
    if (text.trim().startsWith('[')) return parseJson(text);
    const words = text.split(separators).filter((word) => word.trim() !== '');
    return readEach(words, (word) => parsePointer(String(word)));
  },
  format: (value, _, language) => {
    const items = isList(value) ? value : [];
    const words = items.map((item) => pointerText(item, language));
    const plainly =
      words.length > 0 &&
      words.every((word) => !separators.test(word) && word.trim() === word && !word.startsWith('['));
    return plainly ? words.join(',') : JSON.stringify(items);
  },
  comparison: () => 'list',
  operators: () => listOperators,
  sortable: false,
});

function each<T extends Json>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

export const sample: KindSample = {
  props: { form: 'thing' },
  value: ['T1'],
  asks: { operator: 'contains', value: 'T1' },
};
