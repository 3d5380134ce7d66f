import { parseDecimal } from '../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';

/**
 * Equal for records that say the same in these members: numbers by their value, references by what they point at,
 * nothing for nothing.
 *
 * @example
 * keyOf({ rate: '0.130', unit: '' }, ['rate', 'unit']) === keyOf({ rate: '0.13' }, ['rate', 'unit']) //=> true
 */
export function keyOf(record: JsonObject, members: readonly string[]): string {
  return JSON.stringify(members.map((member) => comparable(record[member.split('.').at(-1) ?? member])));
}

function comparable(value: Json | undefined): Json {
  if (value === undefined || value === '' || value === null) return null;
  if (isObject(value)) return value['id'] ?? value['number'] ?? null;
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return parseDecimal(value) ?? value;
}
