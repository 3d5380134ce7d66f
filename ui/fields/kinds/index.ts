import type { Field } from '../../../metadata/field.ts';
import type { UiKind } from '../common/ui-kind.ts';
import { boolean } from './boolean.ts';
import { carry } from './carry.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { computed } from './computed.ts';
import { condition } from './condition.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { decimal } from './decimal.ts';
import { email } from './email.ts';
import { entries } from './entries.ts';
import { fieldList } from './field-list.ts';
import { fileName } from './file-name.ts';
import { form } from './form.ts';
import { integer } from './integer.ts';
import { json } from './json.ts';
import { money } from './money.ts';
import { multiline } from './multiline.ts';
import { number } from './number.ts';
import { parent } from './parent.ts';
import { percent } from './percent.ts';
import { phone } from './phone.ts';
import { reference } from './reference.ts';
import { references } from './references.ts';
import { secret } from './secret.ts';
import { taxNumber } from './tax-number.ts';
import { template } from './template.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { timeRange } from './time-range.ts';
import { url } from './url.ts';

const all: readonly UiKind[] = [
  text,
  multiline,
  integer,
  decimal,
  money,
  percent,
  boolean,
  date,
  time,
  datetime,
  timeRange,
  choice,
  choices,
  form,
  reference,
  references,
  parent,
  entries,
  condition,
  fieldList,
  carry,
  computed,
  number,
  secret,
  email,
  phone,
  taxNumber,
  url,
  fileName,
  template,
  json,
];

/** The browser's half of every kind, by name. */
export const uiKinds: ReadonlyMap<string, UiKind> = new Map(all.map((kind) => [kind.name, kind]));

const known = new WeakMap<Field, UiKind>();

/** The browser's half of a field's kind; of a carried or computed field, that of the values it has. */
export function uiKind(field: Field): UiKind {
  let twin = known.get(field);
  if (!twin) {
    const own = uiKinds.get(field.kind.name);
    if (!own) throw new Error(`the kind ${field.kind.name} has no twin in ui/fields`);
    twin = (field.inner && own.through?.(uiKind(field.inner))) || own;
    known.set(field, twin);
  }
  return twin;
}
