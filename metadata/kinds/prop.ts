import type { Field } from '../field.ts';

/** A whole number the field was told, or the kind's own. */
export function wholeProp(field: Field, name: string, otherwise: number): number {
  const told = field.props[name];
  return typeof told === 'number' && Number.isInteger(told) ? told : otherwise;
}

export function textProp(field: Field, name: string): string | undefined {
  const told = field.props[name];
  return typeof told === 'string' ? told : undefined;
}
