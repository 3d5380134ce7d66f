import { parseDecimal } from '../../../metadata/common/decimal.ts';
import { isObject, type Json, pointerTo } from '../../../metadata/common/json.ts';

/** A place where something else came than a case expects. */
export interface Otherwise {
  /** In the result. */
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
}

/** So many places are told of a case. */
const mostPlaces = 50;

/**
 * Finds the places at which a decision answers otherwise than a case says: members that the case does not name are not
 * compared, lists are whole and in order, numbers compare by their value.
 *
 * @example
 * whatIsOtherwise({ amount: '12.5', tax: '1' }, { amount: '12.50' }) //=> []
 * whatIsOtherwise({ lines: [1, 2] }, { lines: [1] }) //=> [{ path: '/lines/1', expected: null, actual: 2 }]
 */
export function whatIsOtherwise(actual: Json | undefined, expected: Json): readonly Otherwise[] {
  return otherwiseBelow('', actual ?? null, expected).slice(0, mostPlaces);
}

function otherwiseBelow(path: string, actual: Json, expected: Json): readonly Otherwise[] {
  if (isObject(expected) && isObject(actual))
    return Object.entries(expected).flatMap(([member, one]) =>
      otherwiseBelow(path + pointerTo(member), actual[member] ?? null, one),
    );
  if (Array.isArray(expected) && Array.isArray(actual))
    return Array.from({ length: Math.max(expected.length, actual.length) }, (_, at) =>
      at < expected.length && at < actual.length
        ? otherwiseBelow(path + pointerTo(at), actual[at] ?? null, expected[at] ?? null)
        : [{ path: path + pointerTo(at), expected: expected[at] ?? null, actual: actual[at] ?? null }],
    ).flat();
  return plain(actual) === plain(expected) ? [] : [{ path, expected, actual }];
}

function plain(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return String(value).length < 40 ? (parseDecimal(value) ?? value) : value;
}
