import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';

/** What may stand in a field, where its kind or its options say it. */
export function exampleOf({ options, kind, rows, target }: Field): Json | undefined {
  const option = options?.find(({ hidden }) => !hidden);
  if (option) return option.value;
  return rows || target !== undefined ? undefined : kindWords[kind.name]?.example;
}
