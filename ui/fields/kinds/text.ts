import { parseDecimal } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { language } from '../../session/i18n.ts';
import { line } from '../common/line.ts';
import { byKind } from '../common/shown.ts';

export const text = line({
  name: 'text',
  // What codes are called; whoever types in one types the code.
  show: (value, field) =>
    field.titles?.find((title) => title.value === value)?.label[language()] ??
    (isFigure(value, field) ? grouped(value) : byKind(value, field)),
});

function isFigure(value: Json, { props }: Field): boolean {
  return props['grouped'] === true && typeof value === 'string' && parseDecimal(value) !== null;
}
