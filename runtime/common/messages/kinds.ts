import type { Label } from '../../../metadata/common/label.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';

/** What people call the kinds of fields, as the designer does. */
export const kindTexts: Readonly<Record<string, Label>> = Object.fromEntries(
  Object.entries(kindWords).map(([name, { label }]) => [`kind-${name}`, label]),
);
