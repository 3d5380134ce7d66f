import type { AnswerOf, QueryOf } from '../../../metadata/contract/common/call.ts';
import type { SpeltValue } from '../../../metadata/contract/params/many.ts';
import { paramValues } from '../../../metadata/contract/params/many-calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { answerParameter, effectiveSet } from '../../params/answer-parameter.ts';
import { lockedOf, stateOf, type ValueRow } from '../../params/file/value-row.ts';
import { isSecret, maskOf } from '../../params/wire-value.ts';
import { sheetLimits } from '../../work/sheets/book/sheet.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { refusing, uploadLimit } from '../records/read-upload.ts';
import { covers } from './named-parameter.ts';
import { momentOf } from './then-parameter.ts';
import { readRows, rowsSet } from './value-files.ts';

type Pair = AnswerOf<typeof paramValues.compare>['items'][number];
type FilePair = AnswerOf<typeof paramValues.compareFiles>['items'][number];

const filesMissing = refusal('params-files-missing', 422);
/** Two organisations, moments or files beside each other, differences first. */
export function compareEndpoints(sheets: Sheets): readonly Endpoint[] {
  return [
    serveCall(paramValues.compare, async ({ ask, query }) => ({
      body: await compareCalls(ask, await sideOf(ask, 'a', query.a), await sideOf(ask, 'b', query.b), query),
    })),
    serveCall(
      paramValues.compareFiles,
      async ({ ask, query }) => ({ body: await compareFiles(sheets, ask, query) }),
      { bytesLimit: 2 * uploadLimit(sheetLimits.bytes) },
    ),
  ];
}

/** Returns the call whose reading is compared: of an organisation now, or then. */
async function sideOf(ask: Ask, name: 'a' | 'b', text: string | undefined): Promise<Call> {
  if (text === undefined)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-needed', params: { name } }]);
  const at = text.lastIndexOf('@');
  const then = at < 0 ? undefined : await ask.host.past.at(momentOf(text.slice(at + 1), name));
  const number = at < 0 ? text : text.slice(0, at);
  const today = ask.served.orgs.byNumber(number)?.id;
  const served = then?.served ?? ask.served;
  const org = today !== undefined && served.orgs.get(today) ? today : served.orgs.byNumber(number)?.id;
  if (org === undefined)
    throw parametersWrong({}, [
      { path: `/${name}`, code: 'organisation-forbidden', params: { org: number } },
    ]);
  return { ...ask.call, served, org, now: then?.now(org) ?? ask.host.now(org) };
}

async function compareCalls(
  ask: Ask,
  a: Call,
  b: Call,
  { types, same }: QueryOf<typeof paramValues.compare>,
) {
  const wanted = types?.split(',');
  const differing: Pair[] = [];
  const alike: Pair[] = [];
  const pause = timeSlices();
  for (const type of new Set([...a.served.model.params.keys(), ...b.served.model.params.keys()])) {
    const sight = ask.principal.rights.parameters(type, 'read');
    if ((wanted && !wanted.includes(type)) || !covers(sight, a.org) || !covers(sight, b.org)) continue;
    for (const key of keysOf(type, a, b)) {
      const [one, other] = [a, b].map((call) => reading(call, type, key));
      const item = { type, key, a: one?.shown ?? null, b: other?.shown ?? null };
      (one?.said === other?.said ? alike : differing).push(item);
      await pause();
    }
  }
  const items = same ? [...differing, ...alike] : differing;
  return { items, different: differing.length, same: alike.length };

  function reading(call: Call, type: string, key: string) {
    const address = addressOf(call.served.model, type, key);
    if (!address) return null;
    const sight = ask.principal.rights.parameters(type, 'read');
    const asked = { call, address, org: call.org, sight };
    const { value, raw, isSet, from, own } = answerParameter(asked, false);
    // Of secrets it is told whether both read the very same setting: whether two are equal nobody could guess at.
    const secret = isSecret(address) ? (effectiveSet(asked)?.value ?? null) : null;
    return {
      shown: { value, raw, isSet, from, own, ...maskOf(address, value) },
      said: JSON.stringify([value, raw, isSet, secret]),
    };
  }
}

/** Keys that are defined, and instances of which somebody says something either reads. */
function keysOf(type: string, ...calls: readonly Call[]): readonly string[] {
  const keys = new Set<string>();
  for (const { served, org } of calls) {
    for (const { key } of served.model.params.get(type)?.params ?? []) if (key !== undefined) keys.add(key);
    for (const [key, byScope] of served.parameters?.ofType(type) ?? [])
      if ([org, ...served.orgs.ancestors(org), systemScope].some((scope) => byScope.has(scope)))
        keys.add(key);
  }
  return [...keys].sort();
}

async function compareFiles(sheets: Sheets, ask: Ask, { same }: QueryOf<typeof paramValues.compareFiles>) {
  const type = ask.header('content-type') ?? '';
  const bytes = await ask.bytes(2 * uploadLimit(sheetLimits.bytes));
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
  const [a, b] = [form?.get('a'), form?.get('b')];
  if (!(a instanceof File)) throw filesMissing();
  const one = await rowsIn(sheets, a);
  const other = b instanceof File ? await rowsIn(sheets, b) : await rowsSet(ask);
  const byPlace = new Map(other.map((row) => [placeOf(row), row]));
  const mine = new Map(one.map((row) => [placeOf(row), row]));
  const differing: FilePair[] = [];
  const alike: FilePair[] = [];
  const pause = timeSlices();
  for (const place of new Set([...mine.keys(), ...byPlace.keys()])) {
    const [left, right] = [mine.get(place), byPlace.get(place)];
    const differs = left && right ? JSON.stringify(spelt(left)) !== JSON.stringify(spelt(right)) : true;
    const { type: name = '', key = '', org = '', validFrom = '', validTo = '' } = left ?? right ?? {};
    const item = {
      type: name,
      key,
      org: org || null,
      validFrom: validFrom || null,
      validTo: validTo || null,
      a: left ? spelt(left) : null,
      b: right ? spelt(right) : null,
    };
    (differs ? differing : alike).push(item);
    await pause();
  }
  const items = same ? [...differing, ...alike] : differing;
  return { items, different: differing.length, same: alike.length };
}

async function rowsIn(sheets: Sheets, file: File): Promise<readonly ValueRow[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return (await refusing(() => readRows(sheets, bytes))).map(({ row }) => row);
}

function placeOf({ type, key, org, validFrom, validTo }: ValueRow): string {
  return JSON.stringify([type, key, org, validFrom, validTo]);
}

/** Spells a row as an import would read it, however it is written: a cell nobody filled in says what it stands for. */
function spelt(row: ValueRow): SpeltValue {
  const { value, raw } = row;
  const locked = lockedOf(row.locked);
  return {
    state: stateOf(row) ?? row.state,
    value,
    raw,
    locked: locked === undefined ? row.locked : String(locked),
  };
}
