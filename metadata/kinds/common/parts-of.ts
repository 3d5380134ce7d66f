import type { Field, ValuePart } from '../../field.ts';

/** The parts of a field's values that may be asked for, by `field.part`. */
export function partsOf({ inner, kind }: Field): readonly ValuePart[] {
  return (inner?.kind ?? kind).parts ?? [];
}

export function partOf(field: Field, name: string): ValuePart | undefined {
  return partsOf(field).find((part) => part.name === name);
}
