import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  pointerSegments,
  pointerTo,
} from '../common/json.ts';
import { type JsonPath, valueAt, withoutValue } from '../common/json-path.ts';
import { judge, type SchemaFlaw } from '../schema/judge.ts';
import type { SourceFile } from '../source.ts';
import type { LayeredForm } from './layers/layered.ts';
import type { Report } from './layers/report.ts';
import { standInFor } from './stand-ins.ts';

/** A file with a flaw, of which the rest is judged as if what is wrong were not there. */
export interface Mended {
  readonly package: string;
  readonly file: string;
  /** Places that were left out, one after the other, each as the file was then. */
  readonly removed: readonly string[];
  /** Members of the file for which something stands in. */
  readonly supplied: ReadonlySet<string>;
  /** Names of what was left out: who speaks of them is not to be told that they do not exist. */
  readonly lost: ReadonlySet<string>;
}

/** So many places of a file are left out; one with more has to be mended before anything else is said of it. */
const mostRemoved = 50;

/**
 * The file without what is wrong in it: each place with a flaw, and the part that cannot do without it; something stands in
 * for members that it needs. Undefined: nothing is left of it that has the shape of its kind. Each step judges the file
 * once, all that it found is left out together.
 */
export function* soundPart(
  schema: JsonSchema,
  { file, content }: SourceFile<Json>,
  flaws: readonly SchemaFlaw[],
): Generator<undefined, (Omit<Mended, 'package' | 'file'> & { readonly content: Json }) | undefined> {
  const removed: string[] = [];
  const lost = new Set<string>();
  const supplied = new Set<string>();
  let [rest, left] = [content, flaws];
  while (left.length > 0) {
    const missing = left.flatMap(missingMember);
    const parts = partsOf(rest, left);
    if (!parts || removed.length + parts.length > mostRemoved) return undefined;
    for (const part of parts) {
      noteNames(valueAt(rest, part), lost);
      removed.push(pointerTo(...part));
      rest = withoutValue(rest, part);
      const [member] = part;
      if (part.length === 1) missing.push(String(member));
    }
    for (const member of missing) {
      const whole: JsonObject = isObject(rest) ? rest : {};
      const value = standInFor(schema, member, whole, file);
      if (value === undefined) continue;
      rest = { ...whole, [member]: value };
      supplied.add(member);
    }
    yield;
    left = judge(schema, rest);
    if (left.flatMap(missingMember).length > 0) return undefined;
  }
  return { content: rest, removed, lost, supplied };
}

/** The member that a file lacks, by what the schema says of it. */
function missingMember({ code, pointer, params }: SchemaFlaw): readonly string[] {
  return code === 'schema-required' && pointer === '' ? [String(params['property'])] : [];
}

/** What goes for all flaws, the last of a list first, so that what goes later is still where it was found. */
function partsOf(content: Json, flaws: readonly SchemaFlaw[]): readonly JsonPath[] | undefined {
  const parts = new Map<string, JsonPath>();
  for (const flaw of flaws) {
    if (missingMember(flaw).length > 0) continue;
    const part = partOf(content, flaw);
    if (!part) return undefined;
    parts.set(pointerTo(...part), part);
  }
  const isInOther = (part: JsonPath) =>
    part.some((_, length) => length > 0 && parts.has(pointerTo(...part.slice(0, length))));
  return [...parts.values()].filter((part) => !isInOther(part)).toSorted(fromTheEnd);
}

function fromTheEnd(one: JsonPath, other: JsonPath): number {
  const at = one.findIndex((segment, index) => segment !== other[index]);
  const [a = '', b = ''] = [one[at], other[at]];
  return typeof a === 'number' && typeof b === 'number' ? b - a : String(a) < String(b) ? -1 : 1;
}

/** Puts what was found in the rest of files to where it stands in them, and leaves out what speaks of what is lost. */
export function placeInWhole(report: Report, since: number, mended: readonly Mended[]): void {
  if (mended.length === 0) return;
  const found = report.issues.splice(since);
  const lost = new Set(mended.flatMap((one) => [...one.lost]));
  for (const issue of found) {
    if (Object.values(issue.params).some((said) => speaksOf(said, lost))) continue;
    const own = mended.find(({ package: owner, file }) => owner === issue.package && file === issue.file);
    if (own?.supplied.has(pointerSegments(issue.pointer)[0] ?? '')) continue;
    report.issues.push(own ? { ...issue, pointer: inWhole(issue.pointer, own.removed) } : issue);
  }
}

/** Names alone, and paths that lead through them. */
function speaksOf(said: Json, lost: ReadonlySet<string>): boolean {
  return typeof said === 'string' && said.split(/[./]/).some((name) => lost.has(name));
}

/** The forms of which everything was written by somebody. */
export function asWritten(
  layers: ReadonlyMap<string, LayeredForm>,
  mended: readonly Mended[],
): ReadonlyMap<string, LayeredForm> {
  const stoodIn = mended.filter(({ supplied }) => supplied.size > 0);
  if (stoodIn.length === 0) return layers;
  const isOf =
    ({ place }: LayeredForm) =>
    (one: Mended) =>
      one.package === place.package && one.file === place.file;
  return new Map([...layers].filter(([, form]) => !stoodIn.some(isOf(form))));
}

function inWhole(pointer: string, removed: readonly string[]): string {
  let place = pointer;
  for (const gone of removed.toReversed()) {
    const cut = gone.lastIndexOf('/');
    const [upper, at] = [gone.slice(0, cut + 1), Number(gone.slice(cut + 1))];
    if (!Number.isInteger(at) || !place.startsWith(upper)) continue;
    const [first = '', ...rest] = place.slice(upper.length).split('/');
    if (/^\d+$/.test(first) && Number(first) >= at)
      place = upper + [String(Number(first) + 1), ...rest].join('/');
  }
  return place;
}

/** Members of a thing in a list without which it means what it meant: its conditions are judged all the same. */
const harmlessWithin: ReadonlySet<string> = new Set([
  ...[
    'help',
    'width',
    'span',
    'order',
    'tone',
    'severity',
    'emphasis',
    'folded',
    'aliases',
    'confirm',
    'done',
  ],
  ...['printed', 'printedEmpty', 'printWidth', 'copied', 'remembers', 'rowsPerPage'],
  ...['visible', 'required', 'readonly', 'follows', 'optionsFilter', 'when'],
]);

/** What goes for a flaw: what nobody knows alone, else the thing in a list that it is in, or what the rest can do without. */
function partOf(content: Json, { code, pointer }: SchemaFlaw): JsonPath | undefined {
  const place = placeIn(content, pointer);
  if (code === 'schema-unknown') return place.length > 0 ? place : undefined;
  for (let length = place.length; length > 0; length -= 1)
    if (typeof place[length - 1] === 'number')
      return place.slice(0, harmlessWithin.has(String(place[length])) ? length + 1 : length);
  if (place.length === 0) return undefined;
  return place[0] === 'set' || place[0] === 'overrules' ? place.slice(0, 2) : place;
}

/** The deepest place on the way of a pointer that is there: what is missing has none. */
function placeIn(content: Json, pointer: string): JsonPath {
  const path: (string | number)[] = [];
  let at: Json | undefined = content;
  for (const segment of pointerSegments(pointer)) {
    const step: string | number = Array.isArray(at) ? Number(segment) : segment;
    at = valueAt(at, [step]);
    if (at === undefined) break;
    path.push(step);
  }
  return path;
}

/** Notes the names of a part that is left out, and of all that is in it. */
function noteNames(part: Json | undefined, names: Set<string>): void {
  if (Array.isArray(part)) for (const one of part as readonly Json[]) noteNames(one, names);
  if (!isObject(part ?? null)) return;
  const own = part as JsonObject;
  for (const name of ['name', 'id', 'value', 'key']) if (typeof own[name] === 'string') names.add(own[name]);
  // As files speak of parameters for a dimension.
  if (typeof own['dimension'] === 'string') names.add(`{${own['dimension']}}`);
  for (const value of Object.values(own)) noteNames(value, names);
}
