import type { Label } from '../../../metadata/common/label.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';

/** The labels of the kinds of fields, as the designer has them. */
export const kindTexts: Readonly<Record<string, Label>> = Object.fromEntries(
  Object.entries(kindWords).map(([name, { label }]) => [`kind-${name}`, label]),
);
