import type { Kind } from '../field.ts';
import { address } from './address.ts';
import { anyReference } from './any-reference.ts';
import { barcode } from './barcode.ts';
import { boolean } from './boolean.ts';
import { carry } from './carry.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { code } from './code.ts';
import { colour } from './colour.ts';
import { computed } from './computed.ts';
import { condition } from './condition.ts';
import { currency } from './currency.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { decimal } from './decimal.ts';
import { duration } from './duration.ts';
import { email } from './email.ts';
import { entries } from './entries.ts';
import { fieldList } from './field-list.ts';
import { file } from './file.ts';
import { fileName } from './file-name.ts';
import { files } from './files.ts';
import { form } from './form.ts';
import { formula } from './formula.ts';
import { geolocation } from './geolocation.ts';
import { image } from './image.ts';
import { images } from './images.ts';
import { integer } from './integer.ts';
import { json } from './json.ts';
import { money } from './money.ts';
import { multiline } from './multiline.ts';
import { number } from './number.ts';
import { parameterType } from './parameter-type.ts';
import { parent } from './parent.ts';
import { percent } from './percent.ts';
import { phone } from './phone.ts';
import { rating } from './rating.ts';
import { reference } from './reference.ts';
import { references } from './references.ts';
import { richText } from './rich-text.ts';
import { secret } from './secret.ts';
import { signature } from './signature.ts';
import { taxNumber } from './tax-number.ts';
import { template } from './template.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { timeRange } from './time-range.ts';
import { url } from './url.ts';

const all: readonly Kind[] = [
  text,
  multiline,
  richText,
  code,
  integer,
  decimal,
  money,
  currency,
  percent,
  boolean,
  date,
  time,
  datetime,
  timeRange,
  duration,
  choice,
  choices,
  rating,
  colour,
  form,
  parameterType,
  reference,
  references,
  anyReference,
  parent,
  file,
  files,
  image,
  images,
  signature,
  entries,
  condition,
  fieldList,
  carry,
  computed,
  formula,
  number,
  secret,
  email,
  phone,
  address,
  geolocation,
  taxNumber,
  url,
  barcode,
  fileName,
  template,
  json,
];

/** Every kind there is, by name, in the order a designer offers them. */
export const kinds: ReadonlyMap<string, Kind> = new Map(all.map((kind) => [kind.name, kind]));
