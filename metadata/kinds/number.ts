import { numberPattern } from '../common/number-pattern.ts';
import { plain } from './common/plain.ts';
import { textProp } from './common/prop.ts';
import { problem, readLine } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const length = 100;

/** A number the platform gives out: `KPX{yyyyMM}{seq:5}` → KPX20260100001. */
export const number = plain({
  name: 'number',
  properties: {
    pattern: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      description:
        'Text with {seq:5} and, if wanted, dates ({yyyyMM}, {yy}, {MM}, {dd}), {org} and fields of the record by their ids; counts anew with each of them. A save that fails uses no number up; that of a deleted record is not given again.',
    },
    editable: { type: 'boolean', description: 'People may type a number of their own. Default: no.' },
  },
  requires: ['pattern'],
  recordOnly: true,
  column: () => ({ type: 'text', length }),
  schema: () => ({ type: 'string', maxLength: length }),
  read: (value) => readLine(value, length),
  derived: true,
  typed: (field) => field.props['editable'] === true,
  flaws: (field) => {
    const parts = numberPattern(textProp(field, 'pattern') ?? '');
    return parts.ok ? [] : parts.problems.map(({ code, params }) => problem(code, params ?? {}, '/pattern'));
  },
});

export const sample: KindSample = {
  props: { pattern: 'PP{seq:5}' },
  value: 'PP00001',
  asks: equal('PP00001'),
  made: true,
};
