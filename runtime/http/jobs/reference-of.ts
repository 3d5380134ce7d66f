import { isObject, type Json } from '../../../metadata/common/json.ts';
import { textOf, wordOf } from '../../../metadata/common/read.ts';
import type { Reference } from '../../../metadata/contract/common/shared.ts';

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
