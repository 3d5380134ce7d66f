import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { ClaimRule } from './provider.ts';

/**
 * The texts that a claim has: one, or the entries of a list. A name may lead into members of others.
 *
 * @example
 * textsOf({ realm_access: { roles: ['a', 'b'] } }, 'realm_access.roles') //=> ['a', 'b']
 */
export function textsOf(claims: JsonObject, name: string): readonly string[] {
  const value = valueAt(claims, name);
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
}

/** The one text that a claim has; empty: it has none, or several. */
export function textOf(claims: JsonObject, name: string): string {
  const texts = textsOf(claims, name);
  return texts.length === 1 ? (texts[0] ?? '').trim() : '';
}

/** A claim may be called by an address, which has dots of its own. */
function valueAt(claims: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: Json | undefined = claims;
  for (const step of name.split('.'))
    value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

/** Whether these texts, which the rule's claim has, are what it asks for. */
export function fits({ operator, value }: ClaimRule, texts: readonly string[]): boolean {
  const filled = texts.filter((text) => text !== '');
  switch (operator) {
    case 'equals':
      return filled.includes(value);
    case 'not-equals':
      return !filled.includes(value);
    case 'starts-with':
      return filled.some((text) => text.startsWith(value));
    case 'ends-with':
      return filled.some((text) => text.endsWith(value));
    case 'exists':
      return filled.length > 0;
    case 'always':
      return true;
  }
}
