import type { Problem } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import { nearNames } from '../common/near-names.ts';
import type { Field, ReadFormula } from '../field.ts';
import type { FormulaType } from '../formula-type.ts';
import type { OptionSource } from '../property/option.ts';
import { type Formula, formulaProblem } from './formula.ts';
import { functionNamed } from './functions.ts';
import { parseFormula } from './parse-formula.ts';
import { typeOfField } from './type-of-field.ts';
import { typeWords } from './type-words.ts';

/** The formula of a default, `{ "formula": "addDays($today, 5)" }`, which is evaluated when a record is made. */
export function defaultFormula(said: Json | undefined): string | undefined {
  if (!isObject(said) || Object.keys(said).join() !== 'formula') return undefined;
  const { formula } = said;
  return typeof formula === 'string' ? formula : undefined;
}

/** Finds what is wrong with a formula as the default of a field, at its characters. */
export function defaultFlaws(
  text: string,
  field: Field,
  look: Parameters<ReadFormula>[1],
  typed: ReadFormula,
  labelOf: (form: string) => Label | undefined = () => undefined,
): readonly Problem[] {
  const found = typed(text, look, 'of a call');
  if (!found.ok) return found.problems;
  const { type, at } = found.value;
  const wanted = typeOfField(field);
  const parsed = parseFormula(text);
  const own = field.options;
  if (own && parsed.ok && wanted.is === 'text' && type.is === 'text')
    return resultsOf(parsed.value).flatMap(among(own, look));
  if (fits(type, wanted)) return [];
  if (type.is === 'reference' && wanted.is === 'reference' && wanted.form !== '') {
    const called = (form: string) =>
      form === '' ? severalForms : { ...(labelOf(form) ?? { zh: form, en: form }) };
    return [
      formulaProblem('formula-default-form', at, { expected: called(wanted.form), found: called(type.form) }),
    ];
  }
  return [
    formulaProblem('formula-default', at, { expected: typeWords[wanted.is], found: typeWords[type.is] }),
  ];
}

const severalForms = { zh: '多种表单之一', en: 'one of several forms' };

function fits(type: FormulaType, wanted: FormulaType): boolean {
  if (type.is !== wanted.is) return false;
  if (type.is === 'reference')
    return wanted.is === 'reference' && type.form === wanted.form && type.form !== '';
  return single.has(type.is);
}

const single: ReadonlySet<string> = new Set(['number', 'text', 'boolean', 'date', 'time', 'datetime']);

/** The parts of which one is what a formula gives: `if(a, "x", b)` gives "x" or b. */
function resultsOf(formula: Formula): readonly Formula[] {
  const known = formula.type === 'call' ? functionNamed(formula.name) : undefined;
  if (formula.type !== 'call' || known?.gives !== 'value') return [formula];
  const params = known.params(formula.args.length) ?? [];
  return formula.args.filter((_, at) => params[at]?.group === 'value').flatMap(resultsOf);
}

/** What a choice begins with is one of its options, or of a choice that has no others. */
function among(own: readonly OptionSource[], look: Parameters<ReadFormula>[1]) {
  const has = (value: string) => own.some((one) => one.value === value);
  return (part: Formula): readonly Problem[] => {
    if (part.type === 'empty' || (part.type === 'text' && (part.value === '' || has(part.value)))) return [];
    if (part.type === 'text') {
      const values = own.map(({ value }) => value);
      return [
        formulaProblem('formula-option', part.at, {
          option: part.value,
          near: nearNames(part.value, values),
        }),
      ];
    }
    const field = part.type === 'path' ? look(part.path) : undefined;
    const options = field?.options ?? field?.inner?.options;
    if (options?.every(({ value }) => has(value))) return [];
    return [formulaProblem('formula-default-option', part.at)];
  };
}

/** `{ "fact": "$today" }` stands for what holds when a record is made. */
export function isFact(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'fact';
}
