import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { WorldCall } from './two-worlds-call.suite.ts';

/**
 * Gives a call numbers of its own: a number belongs to one record of the whole system, which is the stated exception,
 * and nobody here writes one that another may have, or the worlds would part. The number of a reference is asked as it
 * is.
 */
export function withOwnNumbers<T extends Pick<WorldCall, 'route' | 'body' | 'file'>>(
  call: T,
  foreign: ReadonlySet<string>,
): T {
  const own = (number: string) => (foreign.has(number) ? `S-${number}` : number);
  const record = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(record);
    if (!isObject(value)) return value;
    const { number } = value;
    return typeof number === 'string' ? { ...value, number: own(number) } : value;
  };
  const inside = (value: Json, name = ''): Json => {
    if (name === 'body') return record(value);
    if (Array.isArray(value)) return value.map((one) => inside(one));
    if (!isObject(value)) return value;
    return mapped(value, (one, key) => (key === 'trial' ? tried(one) : inside(one, key)));
  };
  const tried = (trial: Json): Json =>
    isObject(trial)
      ? mapped(trial, (one, key) => (key === 'records' && isObject(one) ? mapped(one, record) : one))
      : trial;
  const { body, file, route } = call;
  const isRecord = /\/(records|record)(\/|$)/.test(route);
  return {
    ...call,
    ...(body === undefined ? {} : { body: isRecord ? record(body) : inside(body) }),
    ...(file === undefined ? {} : { file: file.replace(/^[^,\n]+/gm, own) }),
  };
}

function mapped(value: JsonObject, each: (one: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, each(one, key)]));
}
