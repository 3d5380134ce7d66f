import type { Condition } from '../common/condition-tree.ts';
import type { Field } from '../field.ts';
import { numberPattern } from '../numbering/number-pattern.ts';
import { seriesSchema } from '../numbering/number-series.ts';
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
        'Text with {seq:5} and, if wanted, dates ({yyyyMM}, {yy}, {MM}, {dd}), {org} and fields of the record by their ids; counts anew with each of them. That of a deleted record is not given again.',
    },
    series: seriesSchema,
    gapFree: {
      type: 'boolean',
      description:
        'No number is skipped: each save is a transaction of its own. Default: a save that is refused at the last moment may use one up.',
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
    const all = [
      { at: '/pattern', pattern: textProp(field, 'pattern') ?? '' },
      ...seriesOf(field).map(({ pattern }, at) => ({ at: `/series/${at}/pattern`, pattern })),
    ];
    const names = seriesOf(field).map(({ name }) => name);
    const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
    return [
      ...all.flatMap(({ at, pattern }) => {
        const parts = numberPattern(pattern);
        return parts.ok ? [] : parts.problems.map(({ code, params }) => problem(code, params ?? {}, at));
      }),
      ...(twice < 0 ? [] : [problem('series-twice', { name: names[twice] ?? '' }, `/series/${twice}/name`)]),
    ];
  },
});

/** Longer texts make numbers that nobody reads. */
const longestPart = 40;

/** Whether what a field says may stand in numbers of its records: it is short, and everybody may know it. */
export function fitsNumber(field: Field): boolean {
  const column = field.kind.column(field);
  const isShort =
    column?.type === 'integer' ||
    (column?.type === 'text' && (field.options !== undefined || column.length <= longestPart));
  return isShort && !field.kind.secret && !field.personal;
}

/** One of several series of numbers. */
export interface NumberSeries {
  readonly name: string;
  readonly when: Condition;
  readonly pattern: string;
}

/** The series of a number field beside that of its own pattern, in the order in which they are asked. */
export function seriesOf({ props }: Pick<Field, 'props'>): readonly NumberSeries[] {
  return (props['series'] ?? []) as unknown as readonly NumberSeries[];
}

export const sample: KindSample = {
  props: { pattern: 'PP{seq:5}' },
  value: 'PP00001',
  asks: equal('PP00001'),
  made: true,
};
