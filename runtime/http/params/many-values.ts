import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { ManyValues } from '../../../metadata/contract/params/many.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { answerParameter, type ReadAsk } from '../../params/answer-parameter.ts';
import { comingAnswer } from '../../params/coming-value.ts';
import type { ReadPlace } from '../../params/readers/reader.ts';
import type { Ask } from '../pipeline/ask.ts';
import { dateParameter } from '../pipeline/check-query.ts';
import { type Agreed, agreedToCome } from './agreed-in.ts';
import { covers } from './named-parameter.ts';
import { noteRead } from './note-read.ts';
import { mayReveal, revealed, wantsReveal, withClear } from './reveal.ts';

type Format = 'typed' | 'raw' | 'full' | undefined;

/** The parameters that the caller may see and asks for, by type and key. */
function readsAsked(ask: Ask, call: Call): ReadonlyMap<string, ReadonlyMap<string, ReadAsk>> {
  const { query, principal } = ask;
  const { model } = call.served;
  const wanted = typesOf(ask);
  const instance = query.get('instance');
  const date = dateParameter(ask.query, 'on');
  const reads = new Map<string, Map<string, ReadAsk>>();
  for (const { type, params } of model.params.values()) {
    const sight = principal.rights.parameters(type, 'read');
    if ((wanted && !wanted.includes(type)) || !covers(sight, call.org)) continue;
    const ofType = new Map<string, ReadAsk>();
    for (const { key: literal } of params) {
      const key = literal ?? instance;
      const address = key === null ? undefined : addressOf(model, type, key);
      if (key === null || !address || ofType.has(key)) continue;
      ofType.set(key, { call, address, org: call.org, sight, ...(date !== undefined && { date }) });
    }
    reads.set(type, ofType);
  }
  return reads;
}

/** Who had a hand in the values that `format=full` tells are to come. */
export function agreedToComeIn(ask: Ask, call: Call, format: Format): Promise<Agreed> {
  const reads = format === 'full' ? [...readsAsked(ask, call).values()] : [];
  return agreedToCome(
    ask,
    reads.flatMap((ofType) => [...ofType.values()]),
  );
}

/** Returns the values of all parameters the caller may see that the organisation of a call reads, by type and key. */
export function manyValues(ask: Ask, call: Call, format: Format, agreed: Agreed) {
  const { served } = call;
  const values: Record<string, Record<string, Json>> = {};
  const masked: string[] = [];
  for (const [type, reads] of readsAsked(ask, call)) {
    const ofType: Record<string, Json> = {};
    for (const [key, read] of reads) {
      const { value, raw, isSet, from, masked: isMasked } = answerParameter(read, false);
      if (isMasked) masked.push(`${type}.${key}`);
      if (format === 'full') {
        const coming = comingAnswer(read, agreed);
        ofType[key] = { value, raw, isSet, from, ...(isMasked && { masked: true }), ...coming };
      }
      // No program may take a mask for the secret.
      else if (isMasked) continue;
      else if (format !== 'raw') ofType[key] = value;
      // A value that nobody set has no spelling, and a program that reads spellings has its own default.
      else if (isSet || raw !== null) ofType[key] = raw;
    }
    values[type] = ofType;
  }
  const { number = null } = served.orgs.get(call.org) ?? {};
  return {
    org: number,
    date: dateParameter(ask.query, 'on') ?? call.now.localDate,
    values,
    // These are set, and not told.
    ...(masked.length > 0 && { masked }),
  };
}

/** The same, where it is asked for with the secrets that the caller may reveal. */
export async function manyRead(ask: Ask, call: Call, format: Format): Promise<ManyValues> {
  const agreed = await agreedToComeIn(ask, call, format);
  const { masked = [], ...read } = manyValues(ask, call, format, agreed);
  if (!wantsReveal(ask)) return { ...read, ...(masked.length > 0 && { masked }) };
  const date = dateParameter(ask.query, 'on');
  const left: string[] = [];
  const inClear: string[] = [];
  for (const name of masked) {
    const dot = name.indexOf('.');
    const [type, key] = [name.slice(0, dot), name.slice(dot + 1)];
    const address = mayReveal(ask, type, call.org) ? addressOf(call.served.model, type, key) : undefined;
    const sight = ask.principal.rights.parameters(type, 'read');
    const asked = { call, org: call.org, sight, ...(date !== undefined && { date }) };
    const clear = address && (await revealed(ask, { ...asked, address }));
    if (clear === undefined) left.push(name);
    else {
      (read.values[type] ?? {})[key] = clearIn(read.values[type]?.[key], clear);
      inClear.push(name);
    }
  }
  return {
    ...read,
    // These may be written down by nobody who asked for them.
    ...(inClear.length > 0 && { revealed: inClear }),
    ...(left.length > 0 && { masked: left }),
  };
}

function clearIn(shown: Json | undefined, clear: string): Json {
  return isObject(shown) ? withClear(shown, clear) : clear;
}

/** Notes a read of many parameters: whoever asks so reads whatever there is of these types, today and later. */
export function noteManyRead(ask: Ask): void {
  noteRead(ask, `${ask.served.revision} ${ask.request.url}`, () =>
    placesRead(ask, typesOf(ask), ask.query.get('instance')),
  );
}

function typesOf({ query }: Ask): readonly string[] | undefined {
  return query
    .get('types')
    ?.split(',')
    .map((name) => name.trim());
}

function placesRead(
  { served, principal, call }: Ask,
  wanted: readonly string[] | undefined,
  instance: string | null,
): readonly ReadPlace[] {
  const types = [...served.model.params.keys()];
  const seen = types.filter(
    (type) => (wanted?.includes(type) ?? true) && covers(principal.rights.parameters(type, 'read'), call.org),
  );
  const instances = seen.flatMap((type) =>
    instance !== null && addressOf(served.model, type, instance) ? [{ type, key: instance }] : [],
  );
  const all = wanted === undefined && seen.length === types.length;
  return [...(all ? [{ type: '', key: '' }] : seen.map((type) => ({ type, key: '' }))), ...instances];
}
