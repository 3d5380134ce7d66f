import type { Problem, Result } from '../../common/issue.ts';
import type { Json, JsonSchema } from '../../common/json.ts';
import type { Label, Language } from '../../common/label.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Field } from '../../field.ts';
import type { OptionSource } from '../../source.ts';
import { isList, problem, refused } from './reading.ts';

/** Longest value of an option: the column is as wide whatever options come later. */
export const optionLength = 64;

export const optionsProperty: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/option' },
  description:
    'What can be chosen, in order. Other layers may add options and hide them, never take them away.',
};

export function optionsOf(field: Field): readonly OptionSource[] {
  return field.options ?? [];
}

export function hasOption(field: Field, value: string): boolean {
  return optionsOf(field).some((option) => option.value === value);
}

/** The options that may be meant by what is none: as values, or as they are called. */
export function nearOptions(
  options: readonly OptionSource[],
  written: string,
  as: 'value' | 'label',
): readonly string[] {
  const offered = new Map<string, string>();
  for (const { value, label } of options.filter(({ hidden }) => !hidden))
    for (const said of [label.en, label.zh, value]) offered.set(said, as === 'value' ? value : said);
  const called = offered.get(written);
  if (called !== undefined) return [called];
  return [...new Set(nearNames(written, offered.keys()).map((one) => offered.get(one) ?? one))];
}

/** A refusal names so many options: whoever meant another finds it in the list. */
const mostNamed = 6;

/** Refuses what is no option, with those on offer: as values for programs, as labels for whoever wrote a text. */
export function notAnOption(field: Field, value: string, as: 'value' | 'label'): Result<never> {
  const options = optionsOf(field);
  const near = nearOptions(
    options.filter(({ hidden }) => !hidden),
    value,
    as,
  );
  return refused('not-an-option', { value, ...optionsOffered(options, as), near });
}

/** All options on offer, for programs, and the first of them, for a sentence. */
export function optionsOffered(options: readonly OptionSource[], as: 'value' | 'label' = 'value') {
  const all = options
    .filter(({ hidden }) => !hidden)
    .map(({ value, label }): Label => (as === 'label' ? { ...label } : { zh: value, en: value }));
  const more = all.length > mostNamed ? [{ zh: '…', en: '…' }] : [];
  return {
    options: all.map((one) => ({ ...one })),
    shown: [...all.slice(0, mostNamed), ...more].map((one) => ({ ...one })),
  };
}

/** The field with what a value of it has and it offers no more: that may stay where it stands. */
export function withHeld(field: Field, held: Json): Field {
  if (!field.options || held === null) return field;
  const left = (isList(held) ? held : [held]).filter(
    (value) => typeof value === 'string' && !hasOption(field, value),
  );
  if (left.length === 0) return field;
  return { ...field, options: [...field.options, ...left.map((value) => optionHeld(String(value)))] };
}

function optionHeld(value: string): OptionSource {
  return { value, label: { zh: value, en: value } };
}

/** Whether values may stand in records that were never options: the field was something else once. */
export function keepsOthers({ formerKinds }: Field): boolean {
  return formerKinds !== undefined;
}

/** Lists the options on offer, then former ones: values stored with those are still said and found by name. */
function knownOptions({ options = [], formerOptions = [] }: Field): readonly OptionSource[] {
  return [...options, ...formerOptions];
}

/** The label, unless it would be read back as something else. */
export function optionText(field: Field, value: string, language: Language): string {
  const label = knownOptions(field).find((option) => option.value === value)?.label[language];
  if (label === undefined || label === '' || label !== label.trim()) return value;
  return optionValue(field, label, language) === value ? label : value;
}

/** A value, or a label in the reader's language, or in the other one; a value goes first. */
export function optionValue(field: Field, text: string, language: Language): string | undefined {
  const { options = [], formerOptions = [] } = field;
  if (knownOptions(field).some((option) => option.value === text)) return text;
  const value = named(options, text, language) ?? named(formerOptions, text, language);
  return value ?? (keepsOthers(field) && text.length <= optionLength ? text : undefined);
}

function named(options: readonly OptionSource[], text: string, language: Language): string | undefined {
  const called = (spoken: Language) => options.filter((option) => option.label[spoken] === text);
  const own = called(language);
  const [found, second] = own.length > 0 ? own : called(language === 'zh' ? 'en' : 'zh');
  return found && !second ? found.value : undefined;
}

/**
 * The value of the one option that a text is spelt like, as its value or its label in either language, but for capitals
 * and blanks around it; a value goes first.
 */
export function optionMeant(options: readonly OptionSource[], text: string): string | undefined {
  if (options.some(({ value }) => value === text)) return text;
  const folded = (one: string) => one.trim().toLowerCase();
  const wanted = folded(text);
  const byValue = options.find(({ value }) => folded(value) === wanted);
  if (byValue) return byValue.value;
  const [found, second] = options.filter(({ label }) =>
    [label.zh, label.en].some((one) => folded(one) === wanted),
  );
  return second ? undefined : found?.value;
}

export function optionFlaws(field: Field): readonly Problem[] {
  const found: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, { value }] of optionsOf(field).entries()) {
    const folded = value.toLowerCase();
    if (seen.has(folded)) found.push(problem('option-twice', { value }, `/options/${index}/value`));
    seen.add(folded);
  }
  return found;
}
