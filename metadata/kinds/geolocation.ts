import { compare, parseDecimal, scaleOf } from '../common/decimal.ts';
import type { Result } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import type { OperatorName } from '../condition.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

/** Digits after the point: the tenth of a millimetre. */
const finest = 9;
const bounds = {
  latitude: { most: '90', beyond: 'not-latitude' },
  longitude: { most: '180', beyond: 'not-longitude' },
} as const;
type Side = keyof typeof bounds;

const operators: readonly OperatorName[] = ['equal', 'notEqual', 'startsWith', ...emptinessOperators];

/** A place on earth in degrees, exact: north and east of nought, south and west below it. */
export const geolocation = plain({
  name: 'geolocation',
  column: () => ({ type: 'text', length: 40 }),
  schema: () => ({
    type: 'string',
    pattern: '^-?\\d{1,2}(\\.\\d{1,9})?,-?\\d{1,3}(\\.\\d{1,9})?$',
    maxLength: 40,
    description: 'Degrees, north of the equator and east of Greenwich: 22.543096,114.057865.',
  }),
  read: (value) => {
    if (typeof value === 'string') return fromText(value);
    if (!isObject(value)) return refused('not-geolocation');
    const [unknown] = Object.keys(value).filter((name) => !Object.hasOwn(bounds, name));
    if (unknown !== undefined) return refused('not-geolocation');
    return both(value['latitude'] ?? null, value['longitude'] ?? null);
  },
  parse: (text) => fromText(text),
  format: (value) => String(value).replace(',', ', '),
  operators: () => operators,
  sortable: false,
});

/** As stored, as shown, and as maps hand them out: `22.5431, 114.0579`. */
function fromText(text: string): Result<Json> {
  const [, latitude, longitude] =
    /^\s*(-?[\d.]+)°?\s*[,，;；\s]\s*(-?[\d.]+)°?\s*$/.exec(halfWidth(text)) ?? [];
  return latitude === undefined || longitude === undefined
    ? refused('not-geolocation')
    : both(latitude, longitude);
}

function both(latitude: Json, longitude: Json): Result<Json> {
  const north = degrees(latitude, 'latitude');
  const east = degrees(longitude, 'longitude');
  if (!north.ok) return north;
  return east.ok ? accepted(`${north.value},${east.value}`) : east;
}

function degrees(value: Json, name: Side): Result<string> {
  const said = typeof value === 'number' || typeof value === 'string' ? parseDecimal(value) : null;
  if (said === null) return refused('not-geolocation', {}, `/${name}`);
  if (scaleOf(said) > finest) return refused('too-many-decimals', { scale: finest }, `/${name}`);
  const size = said.replace(/^-/, '');
  const { most, beyond } = bounds[name];
  return compare(size, most) > 0 ? refused(beyond, { value: said }, `/${name}`) : accepted(said);
}

export const sample: KindSample = {
  props: {},
  value: '22.543096,114.057865',
  asks: { operator: 'equal', value: '22.543096,114.057865' },
  others: ['-33.8688,151.2093', '0,-180'],
};
