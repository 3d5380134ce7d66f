import type { Json } from '../../../metadata/common/json.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { Call } from '../../call/call.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { answerParameter, effectiveSet } from '../../params/answer-parameter.ts';
import { lockedOf, stateOf, type ValueRow } from '../../params/file/value-row.ts';
import { isSecret, maskOf } from '../../params/wire-value.ts';
import { refusal } from '../../refusal.ts';
import { sheetLimits } from '../../sheets/book/sheet.ts';
import type { Sheets } from '../../sheets/create-sheets.ts';
import { timeSlices } from '../../time-slices.ts';
import type { Ask } from '../pipeline/ask.ts';
import { switchParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { refusing, uploadLimit } from '../records/read-upload.ts';
import { covers } from './named-parameter.ts';
import { momentOf } from './then-parameter.ts';
import { readRows, rowsSet } from './value-files.ts';

const tag = 'params';
const filesMissing = refusal('params-files-missing', 422);
const types = {
  name: 'types',
  summary: { zh: '参数类型，逗号分隔；默认全部', en: 'Types, separated by commas; all by default' },
  schema: { type: 'string' },
} as const;
const same = {
  name: 'same',
  summary: {
    zh: 'true：相同的也列在后面',
    en: 'true: what is the same is listed too, after the differences',
  },
  schema: { type: 'boolean' },
} as const;
const side = (name: 'a' | 'b') => ({
  name,
  summary: {
    zh: '组织编号，可加 @时刻 或 @修订号：NORTH@2026-01-31T00:00:00Z',
    en: 'Number of an organisation, with @ and an instant or revision: NORTH@2026-01-31T00:00:00Z',
  },
  schema: { type: 'string' },
});

/** Two organisations, moments or files beside each other, differences first. */
export function compareEndpoints(sheets: Sheets): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/params/compare',
      routed: '/api/params/:word',
      access: 'signed-in',
      operation: 'compareParameters',
      tag,
      summary: {
        zh: '比较两个组织或两个时刻读到的有效值，不同的在前',
        en: 'What two organisations read, or one at two moments, differences first',
      },
      query: [side('a'), side('b'), types, same],
      schema: { answer: itemsOf(anyObject) },
      handle: async (ask) => ({
        body: await compareCalls(ask, await sideOf(ask, 'a'), await sideOf(ask, 'b')),
      }),
    },
    {
      method: 'POST',
      path: '/api/params/compare',
      access: 'signed-in',
      operation: 'compareParameterFiles',
      asks: true,
      tag,
      summary: {
        zh: '比较两个导出文件（表单字段 a 和 b），或一个文件（a）与现在设置的值，不同的在前',
        en: 'Two exported files (fields a and b of a form), or one (a) and what is set now, differences first',
      },
      query: [same],
      body: 'bytes',
      bytesLimit: 2 * uploadLimit(sheetLimits.bytes),
      schema: { body: { type: 'string', format: 'binary' }, answer: itemsOf(anyObject) },
      handle: async (ask) => ({ body: await compareFiles(sheets, ask) }),
    },
  ];
}

/** Whose reading is compared: an organisation now, or then. */
async function sideOf(ask: Ask, name: 'a' | 'b'): Promise<Call> {
  const text = ask.query.get(name);
  if (text === null)
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

async function compareCalls(ask: Ask, a: Call, b: Call) {
  const wanted = ask.query.get('types')?.split(',');
  const differing: Json[] = [];
  const alike: Json[] = [];
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
  const items = switchParameter(ask.query, 'same') ? [...differing, ...alike] : differing;
  return { items, different: differing.length, same: alike.length };

  function reading(call: Call, type: string, key: string) {
    const address = addressOf(call.served.model, type, key);
    if (!address) return null;
    const sight = ask.principal.rights.parameters(type, 'read');
    const asked = { call, address, org: call.org, sight };
    const { value = null, raw = null, isSet = false, from = null, own = [] } = answerParameter(asked, false);
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

async function compareFiles(sheets: Sheets, ask: Ask) {
  const type = ask.header('content-type') ?? '';
  const bytes = await ask.bytes(2 * uploadLimit(sheetLimits.bytes));
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
  const [a, b] = [form?.get('a'), form?.get('b')];
  if (!(a instanceof File)) throw filesMissing();
  const one = await rowsIn(sheets, a);
  const other = b instanceof File ? await rowsIn(sheets, b) : await rowsSet(ask);
  const byPlace = new Map(other.map((row) => [placeOf(row), row]));
  const mine = new Map(one.map((row) => [placeOf(row), row]));
  const differing: Json[] = [];
  const alike: Json[] = [];
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
  const items = switchParameter(ask.query, 'same') ? [...differing, ...alike] : differing;
  return { items, different: differing.length, same: alike.length };
}

async function rowsIn(sheets: Sheets, file: File): Promise<readonly ValueRow[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return (await refusing(() => readRows(sheets, bytes))).map(({ row }) => row);
}

function placeOf({ type, key, org, validFrom, validTo }: ValueRow): string {
  return JSON.stringify([type, key, org, validFrom, validTo]);
}

/** What an import would read in the row, however it is written: a cell that nobody filled in says what it stands for. */
function spelt(row: ValueRow): Readonly<Record<string, string>> {
  const { value, raw } = row;
  const locked = lockedOf(row.locked);
  return {
    state: stateOf(row) ?? row.state,
    value,
    raw,
    locked: locked === undefined ? row.locked : String(locked),
  };
}
