import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Reference } from '../../../metadata/contract/common/shared.ts';

/** Reads members of records as the contract says them: a value of another sort counts as none. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The record that a member names, with all that is said of it. */
export function referenceOf(value: Json | undefined): Reference | null {
  if (!isObject(value)) return null;
  const { withheld: _withheld, ...said } = value;
  const withheld = wordOf(['elsewhere', 'no-right'], value['withheld']);
  return {
    ...said,
    id: textOf(value['id']) ?? '',
    number: textOf(value['number']),
    name: textOf(value['name']),
    ...(withheld && { withheld }),
  };
}

/** The one of these words that stands there. */
export function wordOf<const W extends readonly string[]>(
  words: W,
  value: Json | undefined,
): W[number] | undefined {
  return words.find((word) => word === value);
}
