import type { Field } from '../field.ts';
import type { Problem } from '../issue.ts';
import type { JsonSchema } from '../json.ts';
import type { Language } from '../label.ts';
import type { OptionSource } from '../source.ts';
import { problem } from './reading.ts';

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

/** The label, unless it would be read back as something else. */
export function optionText(field: Field, value: string, language: Language): string {
  const options = optionsOf(field);
  const label = options.find((option) => option.value === value)?.label[language];
  if (label === undefined || label === '' || label !== label.trim()) return value;
  return optionValue(field, label, language) === value ? label : value;
}

/** A value, or a label in the reader's language, or in the other one; a value goes first. */
export function optionValue(field: Field, text: string, language: Language): string | undefined {
  const options = optionsOf(field);
  if (hasOption(field, text)) return text;
  const other = language === 'zh' ? 'en' : 'zh';
  const named = (spoken: Language) => options.filter((option) => option.label[spoken] === text);
  const [found, second] = [...named(language), ...(named(language).length > 0 ? [] : named(other))];
  return found && !second ? found.value : undefined;
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
