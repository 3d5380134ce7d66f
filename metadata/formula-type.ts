import type { OptionSource } from './property/option.ts';

/** What a part of a formula comes to. */
export type FormulaType =
  | { readonly is: 'number' | 'boolean' | 'date' | 'time' | 'datetime' | 'list' | 'rows' | 'empty' | 'other' }
  /** A choice is a text with options. */
  | { readonly is: 'text'; readonly options?: readonly OptionSource[] }
  /** A record of that form. */
  | { readonly is: 'reference'; readonly form: string };

export type TypeName = FormulaType['is'];

/** The type that both are of; undefined: there is none. Empty is of every type. */
export function bothTypes(a: FormulaType, b: FormulaType): FormulaType | undefined {
  if (a.is === 'empty') return b;
  if (b.is === 'empty') return a;
  if (a.is === 'text' && b.is === 'text') return sameOptions(a.options, b.options) ? a : { is: 'text' };
  if (a.is === 'reference' && b.is === 'reference') return a.form === b.form ? a : undefined;
  return a.is === b.is ? a : undefined;
}

function sameOptions(
  a: readonly OptionSource[] | undefined,
  b: readonly OptionSource[] | undefined,
): boolean {
  if (a === b) return true;
  return a !== undefined && a.length === b?.length && a.every(({ value }, at) => value === b[at]?.value);
}
