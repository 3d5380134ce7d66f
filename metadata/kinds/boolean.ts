import type { Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import { yesNoOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const yes = new Set(['true', '1', 'yes', 'y', 'on', '是', '√', '✓']);
const no = new Set(['false', '0', 'no', 'n', 'off', '否', '×']);

export const boolean = plain({
  name: 'boolean',
  column: () => ({ type: 'boolean' }),
  schema: () => ({ type: 'boolean' }),
  read: (value) => (typeof value === 'boolean' ? accepted(value) : refused('not-boolean')),
  parse: (text): Result<Json> => {
    const word = text.trim().toLowerCase();
    if (yes.has(word)) return accepted(true);
    return no.has(word) ? accepted(false) : refused('not-boolean');
  },
  format: (value, _field, language) => {
    if (language === 'zh') return value ? '是' : '否';
    return value ? 'Yes' : 'No';
  },
  comparison: () => 'boolean',
  operators: () => yesNoOperators,
});

export const sample: KindSample = { props: {}, value: true, asks: equal(true), others: [false] };
