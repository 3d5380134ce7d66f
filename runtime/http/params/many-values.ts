import type { Json } from '../../../metadata/json.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import type { ReadPlace } from '../../params/readers/reader.ts';
import type { Ask } from '../pipeline/ask.ts';
import { dateOf } from './date-parameter.ts';
import { covers } from './named-parameter.ts';
import { noteRead } from './note-read.ts';

/** What the organisation of a call reads of every parameter the caller may see, by type and key. */
export function manyValues(ask: Ask, call: Call, format: 'typed' | 'raw' | 'full' | undefined) {
  const { query, principal } = ask;
  const { served } = call;
  const wanted = typesOf(ask);
  const instance = query.get('instance');
  const date = dateOf(ask);
  const values: Record<string, Record<string, Json>> = {};
  for (const { type, params } of served.model.params.values()) {
    const sight = principal.rights.parameters(type, 'read');
    if ((wanted && !wanted.includes(type)) || !covers(sight, call.org)) continue;
    const ofType: Record<string, Json> = {};
    for (const { key: literal } of params) {
      const key = literal ?? instance;
      const address = key === null ? undefined : addressOf(served.model, type, key);
      if (key === null || !address || Object.hasOwn(ofType, key)) continue;
      const {
        value = null,
        raw = null,
        isSet = false,
        from = null,
      } = answerParameter(
        { call, address, org: call.org, sight, ...(date !== undefined && { date }) },
        false,
      );
      // What nobody set has no spelling, and a program that reads spellings has its own default.
      if (format === 'full') ofType[key] = { value, raw, isSet, from };
      else if (format !== 'raw') ofType[key] = value;
      else if (isSet === true || raw !== null) ofType[key] = raw;
    }
    values[type] = ofType;
  }
  return { org: served.orgs.get(call.org)?.number ?? null, date: date ?? call.now.localDate, values };
}

/** Whoever asks for many reads whatever there is of these types, today and later. */
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
