import type { Problem, Result } from '../common/issue.ts';
import type { Field, Kind } from '../field.ts';
import { formulaLimits, formulaProblem } from '../formula/formula.ts';
import { parseFormula } from '../formula/parse-formula.ts';
import { isWholeFormula } from '../formula/whole-number.ts';
import type { FormulaType } from '../formula-type.ts';
import { isVirtual } from '../virtual.ts';
import { boolean } from './boolean.ts';
import { choice } from './choice.ts';
import { textProp, wholeProp } from './common/prop.ts';
import { accepted, problem } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { through } from './common/through.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { decimal } from './decimal.ts';
import { reference } from './reference.ts';
import { text } from './text.ts';
import { time } from './time.ts';

/** Made by the platform of a formula on every save, and kept in a column of the type that the formula comes to. */
export const formula = through({
  name: 'formula',
  properties: {
    formula: {
      type: 'string',
      minLength: 1,
      maxLength: formulaLimits.characters,
      description: 'A value made of others, which it names by their ids: `price * (1 + item.rate)`.',
    },
    scale: {
      type: 'integer',
      minimum: 0,
      maximum: 30,
      description: 'Of a number: digits kept after the point, half up. Default: 2.',
    },
    precision: {
      type: 'integer',
      minimum: 1,
      maximum: 60,
      description: 'Of a number: digits in all. Default: 25.',
    },
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 2000,
      description: 'Of a text: longest text in characters. Default: 255.',
    },
  },
  requires: ['formula'],
  inner: (field, look, typed) => {
    const found = typed(textProp(field, 'formula') ?? '', look, isVirtual(field) ? 'when read' : undefined);
    if (!found.ok) return { ok: false, problems: found.problems.map(atFormula) };
    const { type, at } = found.value;
    return (
      innerOf(field, type, look) ?? { ok: false, problems: [atFormula(formulaProblem('formula-result', at))] }
    );
  },
});

function atFormula(one: Problem): Problem {
  return { ...one, path: '/formula' };
}

const kinds: Partial<Readonly<Record<FormulaType['is'], Kind>>> = { boolean, date, datetime, time, text };

type Look = (path: string) => Field | undefined;

/** Whether there are only whole numbers, and nobody said how many digits stand after the point. */
function comesToWhole(field: Field, look: Look): boolean {
  const parsed = parseFormula(textProp(field, 'formula') ?? '');
  return field.props['scale'] === undefined && parsed.ok && isWholeFormula(parsed.value, look);
}

/** The field whose kind the values have; undefined: nobody keeps values of that type. */
function innerOf(field: Field, type: FormulaType, look: Look): Result<Field> | undefined {
  if (type.is === 'number') {
    const size = { precision: wholeProp(field, 'precision', 25), scale: wholeProp(field, 'scale', 2) };
    const props = comesToWhole(field, look) ? { ...size, whole: true } : size;
    const inner = { ...field, kind: decimal, props };
    const flaws = decimal.flaws?.(inner) ?? [];
    return flaws.length > 0
      ? { ok: false, problems: flaws.map((flaw) => problem(flaw.code, flaw.params, '/scale')) }
      : accepted(inner);
  }
  if (type.is === 'text' && type.options)
    return accepted({ ...field, kind: choice, props: {}, options: type.options });
  // Of one of several forms it is not known which: nobody keeps that.
  if (type.is === 'reference' && type.form !== '')
    return accepted({ ...field, kind: reference, props: { form: type.form }, target: type.form });
  const kind = kinds[type.is];
  return kind && accepted({ ...field, kind, props: { length: wholeProp(field, 'length', 255) } });
}

export const sample: KindSample = {
  props: { formula: 'decimal * money', scale: 2 },
  value: '90.63',
  asks: { operator: 'greaterThan', value: '90' },
  made: true,
};
