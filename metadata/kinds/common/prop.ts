import type { Field } from '../../field.ts';

/** A whole number the field was told, or the kind's own. */
export function wholeProp(field: Field, name: string, otherwise: number): number {
  const value = field.props[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : otherwise;
}

export function textProp(field: Field, name: string): string | undefined {
  const value = field.props[name];
  return typeof value === 'string' ? value : undefined;
}
