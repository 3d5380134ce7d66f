import { isObject, type Json } from './common/json.ts';
import type { Label } from './common/label.ts';

/** The reasons why a reference does not name its record, in words. */
export const withheldLabels: Readonly<Record<Withheld, Label>> = {
  elsewhere: { zh: '另一组织的数据', en: 'belongs to another organisation' },
  'no-right': { zh: '无权查看', en: 'not visible to you' },
};

/** The record belongs to another organisation that does not share it, or its form may not be read at all. */
export type Withheld = 'elsewhere' | 'no-right';

/** Returns the reason why a reference, as it is answered, does not name its record. */
export function withheldIn(value: Json | undefined): Withheld | undefined {
  if (!isObject(value)) return undefined;
  const { withheld } = value as { readonly withheld?: Json };
  return withheld === 'elsewhere' || withheld === 'no-right' ? withheld : undefined;
}
