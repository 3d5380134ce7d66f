import { compare } from '../../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { sameData } from '../../../../metadata/common/same-data.ts';
import { type Beyond, beyondOf, beyondSchema } from '../beyond-schema.ts';
import { isSent, unfolded } from '../schema-parts.ts';

/** One thing in which two OpenAPI documents differ, and whether a caller of the former is stopped by it. */
export interface ApiChange {
  /** JSON Pointer into the document. */
  readonly place: string;
  readonly change: 'added' | 'removed' | 'narrowed' | 'widened' | 'changed';
  readonly breaks: boolean;
}

/**
 * The side of a schema: a body may be asked for more loosely, an answer may say more, so that the same change means one
 * thing here, another there.
 */
type Side = 'sent' | 'answered';

/** Finds the differences between two documents but for words. */
export function compareDocuments(before: JsonObject, after: JsonObject): readonly ApiChange[] {
  const found: ApiChange[] = [];
  compareNodes(unfolded(before), unfolded(after), { place: '', side: 'answered', found });
  return found;
}

interface At {
  readonly place: string;
  readonly side: Side;
  readonly found: ApiChange[];
}

/**
 * Members that are words for people, or follow what is told beside them: the pattern of a number its bounds, and how the
 * parts of a form are sent their properties.
 */
const words = new Set([
  ...['title', 'description', 'summary', 'tags', 'example', 'examples', 'operationId', 'pattern', 'encoding'],
]);
/** Objects whose members have names of their own. */
const maps = new Set(['paths', 'properties', 'schemas', 'parameters', 'responses', 'content', '$defs']);
const upper = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
const lower = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
const alternatives = new Set(['enum', 'type', 'anyOf', 'oneOf']);
/** The more of them, the less may be sent. */
const demands = new Set(['required', 'allOf']);
/** Keywords whose schemas have no names: how each may be said, or all that it is at once. */
const unnamed = ['anyOf', 'oneOf', 'allOf'] as const;
const schemaLists: ReadonlySet<string> = new Set(unnamed);

function compareNodes(before: Json, after: Json, at: At): void {
  if (sameData(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, at);
  else if (isObject(before) && isObject(after)) compareObjects(before, after, at);
  else note(at, 'changed', true);
}

function compareObjects(before: JsonObject, after: JsonObject, at: At): void {
  const isMap = maps.has(at.place.split('/').at(-1) ?? '');
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isMap && words.has(name)) continue;
    const here: At = { ...at, place: `${at.place}/${escaped(name)}`, side: sideOf(name, at) };
    const [was, is] = [before[name], after[name]];
    if (name === beyondSchema && !isMap) compareBeyond(was, is, here);
    else if (isMap) compareMembers(was, is, here);
    else if (!sameData(was, is)) compareKeyword(name, was, is, here);
  }
}

/** Compares the facts beside two schemas: a demand stops who sends, wherever it is told; an offer, who counts on it. */
function compareBeyond(was: Json | undefined, is: Json | undefined, at: At): void {
  const [before, after] = [beyondOf(was), beyondOf(is)];
  for (const member of beyondMembers) {
    const [old, now] = [before[member] ?? {}, after[member] ?? {}];
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)]))
      if (!sameData(old[name], now[name]))
        beyondChange[member](
          { ...at, place: `${at.place}/${member}/${escaped(name)}` },
          old[name],
          now[name],
        );
  }
}

type Note = (at: At, was: Json | undefined, is: Json | undefined) => void;

const beyondChange: Readonly<Record<keyof Beyond, Note>> = {
  is: (at, was, is) => note(at, was === undefined ? 'added' : is === undefined ? 'removed' : 'changed', true),
  asks: (at, _was, is) => note(at, is === undefined ? 'widened' : 'narrowed', is !== undefined),
  offers: (at, was) => note(at, was === undefined ? 'widened' : 'narrowed', was !== undefined),
  most: (at, was, is) => bounded(at, is !== undefined && (was === undefined || isLess(is, was))),
  least: (at, was, is) => bounded(at, is !== undefined && (was === undefined || isLess(was, is))),
};
const beyondMembers = Object.keys(beyondChange) as readonly (keyof Beyond)[];

function bounded(at: At, isNarrower: boolean): void {
  note(at, isNarrower ? 'narrowed' : 'widened', isNarrower);
}

function isLess(a: Json, b: Json): boolean {
  return compare(String(a), String(b)) < 0;
}

function sideOf(name: string, { place, side }: At): Side {
  if (place.endsWith('/schemas')) return isSent(name) ? 'sent' : 'answered';
  if (name === 'requestBody' || name === 'parameters') return 'sent';
  return name === 'responses' ? 'answered' : side;
}

function compareMembers(was: Json | undefined, is: Json | undefined, at: At): void {
  if (was === undefined) note(at, 'added', false);
  else if (is === undefined) note(at, 'removed', true);
  else compareNodes(was, is, at);
}

function compareKeyword(name: string, was: Json | undefined, is: Json | undefined, at: At): void {
  if (schemaLists.has(name) && Array.isArray(was) && Array.isArray(is)) compareSchemas(name, was, is, at);
  else if (demands.has(name) || alternatives.has(name)) compareSets(name, was, is, at);
  else if (upper.has(name)) narrowed(bound(is, true) < bound(was, true), at);
  else if (lower.has(name)) narrowed(bound(is, false) > bound(was, false), at);
  else if (was === undefined || is === undefined) narrowed(was === undefined, at);
  else compareNodes(was, is, at);
}

function compareSchemas(name: string, was: readonly Json[], is: readonly Json[], at: At): void {
  const [before, after] = [byType(was), byType(is)];
  for (const [type, one] of before) {
    const other = after.get(type);
    if (other !== undefined) compareNodes(one, other, { ...at, place: `${at.place}/${type}` });
  }
  compareSets(name, [...before.keys()], [...after.keys()], at);
}

/** Parameters and the like: what may be said besides stops nobody. */
function compareLists(before: readonly Json[], after: readonly Json[], at: At): void {
  const [was, is] = [setOf(before.map(withoutWords)), setOf(after.map(withoutWords))];
  if ([...was].some((one) => !is.has(one))) note(at, 'removed', true);
  if ([...is].some((one) => !was.has(one))) note(at, 'added', false);
}

function withoutWords(one: Json): Json {
  if (!isObject(one)) return one;
  return Object.fromEntries(Object.entries(one).filter(([name]) => !words.has(name)));
}

/**
 * Compares two sets: a new demand stops who sends; a promise that is gone, or a value that comes besides, stops who
 * reads.
 */
function compareSets(name: string, was: Json | undefined, is: Json | undefined, at: At): void {
  const [before, after] = [setOf(was), setOf(is)];
  const gone = [...before].filter((one) => !after.has(one));
  const come = [...after].filter((one) => !before.has(one));
  const [less, more] = demands.has(name) ? [come, gone] : [gone, come];
  const stopsReaders = at.side === 'answered' && name !== 'enum';
  for (const one of less) note(inside(at, one), 'narrowed', at.side === 'sent');
  for (const one of more) note(inside(at, one), 'widened', stopsReaders);
}

function inside(at: At, text: string): At {
  const value: Json = JSON.parse(text);
  return { ...at, place: `${at.place}/${escaped(typeof value === 'string' ? value : text)}` };
}

function narrowed(isNarrower: boolean, at: At): void {
  note(at, isNarrower ? 'narrowed' : 'widened', isNarrower && at.side === 'sent');
}

function bound(value: Json | undefined, isUpper: boolean): number {
  if (typeof value === 'number') return value;
  return isUpper ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Schemas of a list each by what it is; two of one type are told apart as a whole. */
function byType(all: readonly Json[]): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const one of all) {
    const type = isObject(one) ? typeOf(one) : '';
    found.set(type === '' || found.has(type) ? JSON.stringify(one) : type.replaceAll('/', '~1'), one);
  }
  return found;
}

function typeOf(schema: JsonObject): string {
  return String(schema['type'] ?? schema['$ref'] ?? unnamed.find((name) => name in schema) ?? '');
}

function setOf(value: Json | readonly Json[] | undefined): ReadonlySet<string> {
  const all: readonly Json[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return new Set(all.map((one) => JSON.stringify(one)));
}

function note({ place, found }: At, change: ApiChange['change'], breaks: boolean): void {
  found.push({ place, change, breaks });
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
