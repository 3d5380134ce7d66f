import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { ParameterReaders } from '../../../metadata/contract/params/readers.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { type Address, addressOf, everyInstance } from '../../../rules/params/address.ts';
import type { Now, Served } from '../../call/call.ts';
import type { Scope } from '../../call/rights.ts';
import { systemCall } from '../../call/system-call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { maySee } from '../answer-parameter.ts';
import type { Read, ReadPlace } from './reader.ts';
import type { Readers } from './readers.ts';

/** Of a parameter or instance, or of a whole definition, and by whom as far as somebody may see. */
export interface ReadersAsk {
  readonly readers: Readers;
  readonly served: Served;
  readonly address: Address;
  readonly sight: Scope;
}

export interface LastRead {
  /** How many read it that the caller may see. */
  readonly count: number;
  /** By whomever, in milliseconds since 1970; null: by nobody of whom the caller may know. */
  readonly at: number | null;
}

/** Counts the readers of a parameter, and tells when it was read last. */
export function lastRead(ask: ReadersAsk): LastRead {
  const { seen, others } = readsOf(ask);
  let at = others ?? 0;
  for (const read of seen) at = Math.max(at, read.at);
  return { count: seen.length, at: at === 0 ? null : at };
}

/** Everybody who reads a parameter, as far as the caller may see, whoever read it last first. */
export async function answerReaders(
  ask: ReadersAsk & { readonly store: Store; readonly now: Now },
): Promise<ParameterReaders> {
  const { served, readers } = ask;
  const { seen, others } = readsOf(ask);
  const names = await namesOf(ask, seen);
  const items = seen
    .toSorted((one, other) => other.at - one.at)
    .map(({ kind, id, client, version, org, type, key, at, revision, refused }) => {
      const place = served.orgs.get(org);
      return {
        client: client === '' ? null : client,
        version: version === '' ? null : version,
        ...readerParts(names, kind, id),
        org: place ? { id: place.id, number: place.number, name: place.name } : null,
        lastRead: instant(at),
        revision,
        // A program that reads many at once may need this one, or not.
        many: type === '' || key === '',
        refused: refused && { ...refused, at: instant(refused.at) },
      };
    });
  const since = readers.since();
  return {
    since: since === null ? null : instant(since),
    items,
    others: others === null ? null : { lastRead: instant(others) },
  };
}

function readsOf({ readers, served, address, sight }: ReadersAsk) {
  const found = new Map<string, Read>();
  let others: number | null = null;
  for (const place of placesOf(address)) {
    // It is not known for which organisations.
    const last = sight === 'all' ? readers.others(place) : null;
    if (last !== null) others = Math.max(last, others ?? 0);
    for (const read of readers.at(place)) add(read);
  }
  if (address.key === everyInstance)
    for (const read of readers.ofType(address.type))
      if (read.key !== '' && isOf(served.model, address, read.key)) add(read);
  const seen = [...found.values()].filter(({ org }) => maySee(sight, org));
  return { seen, others };

  /** Of one reader what tells most: the parameter itself, and the last time. */
  function add(read: Read): void {
    const who = [read.kind, read.id, read.client, read.org].join('\n');
    const known = found.get(who);
    if (!known) found.set(who, read);
    else {
      const exact = known.key === '' ? read : known;
      found.set(who, { ...exact, at: Math.max(known.at, read.at), refused: known.refused ?? read.refused });
    }
  }
}

/** Answers the places where reads of it are noted: itself, all keys of its type, those of all types. */
function placesOf({ type, key, param }: Address): readonly ReadPlace[] {
  const own = { type, key };
  return param.key === undefined ? [own] : [own, { type, key: '' }, { type: '', key: '' }];
}

function isOf(model: Model, { type, param }: Address, key: string): boolean {
  return addressOf(model, type, key)?.param === param;
}

const atOnce = 500;

/** Of tokens and users; who is gone has none. */
async function namesOf(
  { served, store, now }: { readonly served: Served; readonly store: Store; readonly now: Now },
  reads: readonly Read[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const names = new Map<string, JsonObject>();
  for (const form of ['token', 'user'] as const) {
    const ids = [...new Set(reads.filter(({ kind }) => kind === form).map(({ id }) => id))];
    const known = served.model.formsById.get(form);
    for (let from = 0; known && from < ids.length; from += atOnce)
      await add(known, ids.slice(from, from + atOnce));
  }
  return names;

  async function add(form: Form, ids: readonly string[]): Promise<void> {
    const filter = { fact: 'id', operator: 'in', value: [...ids] } as const;
    const { items } = await store.list(systemCall(served, now), form, {
      view: 'manage',
      filter,
      limit: atOnce,
      fields: form.id === 'token' ? ['name', 'user'] : ['number', 'name'],
    });
    for (const item of items) names.set(`${form.id} ${item.id}`, item);
  }
}

function readerParts(names: ReadonlyMap<string, JsonObject>, kind: Read['kind'], id: string) {
  const record = names.get(`${kind} ${id}`);
  const [number, name] = [textIn(record, 'number'), textIn(record, 'name')];
  const token = kind === 'token' ? { id, name } : null;
  if (kind === 'app') return { app: id, token, user: null };
  if (kind === 'token') return { app: null, token, user: personIn(record?.['user']) };
  return { app: null, token, user: { id, number, name } };
}

/** Of a token: whose it is. */
function personIn(user: Json | undefined) {
  if (!isObject(user)) return null;
  return { id: String(user['id']), number: textIn(user, 'number'), name: textIn(user, 'name') };
}

function textIn(record: JsonObject | undefined, name: string): string | null {
  const value = record?.[name];
  return typeof value === 'string' ? value : null;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
