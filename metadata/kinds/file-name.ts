import { plain } from './common/plain.ts';
import { formProperty } from './common/pointer.ts';
import { readLine, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';
import { checkVariables, replaceVariables } from './common/variables.ts';

const forbidden = /[/\\:*?"<>|\p{Cc}]/u;
const length = 200;

/** Name for files that are made, with `[&variable&]` where a form is given; only what every system can keep. */
export const fileName = plain({
  name: 'file-name',
  properties: {
    form: {
      ...formProperty,
      description: 'Id of the form whose fields are the variables. Default: no variables.',
    },
  },
  about: 'form',
  column: () => ({ type: 'text', length }),
  schema: () => ({ type: 'string', maxLength: length, pattern: '^[^/\\\\:*?"<>|]+$' }),
  read: (value, field) => {
    const line = readLine(value, length);
    if (!line.ok) return line;
    const text = line.value;
    const literal = field.props['form'] === undefined ? text : replaceVariables(text, () => 'x');
    if (forbidden.test(literal) || /^[\s.]|[\s.]$/u.test(literal) || literal === '')
      return refused('not-file-name');
    return checkVariables(text);
  },
  parse: (text) => ({ ok: true, value: text.trim() }),
});

export const sample: KindSample = {
  props: {},
  value: 'paper',
  asks: equal('paper'),
  others: ['invoice', '发票 2026.pdf'],
};
