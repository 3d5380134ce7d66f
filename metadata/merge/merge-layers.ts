import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { type Answer, type Answers, isAnswer, placeOf, type Question, questionId } from './question.ts';

/** The files of a layer, by path. */
export type LayerFiles = ReadonlyMap<string, Json>;

export interface LayersToMerge {
  /** The layer as it was brought last time; empty: this is the first. */
  readonly base: LayerFiles;
  /** The layer as it is brought now. */
  readonly theirs: LayerFiles;
  /** The layer as it stands here. */
  readonly ours: LayerFiles;
  /** The packages that are merged: whose layer is brought, and onto which: for the questions. */
  readonly package: string;
  readonly layer: string;
  readonly answers?: Answers;
  readonly take?: 'theirs' | 'ours' | undefined;
  readonly remembered?: Answers;
}

export interface MergedLayers {
  readonly files: LayerFiles;
  readonly questions: readonly Question[];
  /** Places at which this layer goes on saying something else, without anybody being asked. */
  readonly kept: readonly { readonly form: string; readonly target: string }[];
  /** Of these questions. */
  readonly answers: Answers;
}

/**
 * Merges a layer onto another of the same kind, by three ways: what only one side changed is taken, what both changed
 * is asked. Lists whose items have names come together item by item.
 */
export function mergeLayers(layers: LayersToMerge): MergedLayers {
  const merging: Merging = { layers, questions: [], kept: [], answers: {} };
  const [base, theirs, ours] = [layers.base, layers.theirs, layers.ours].map(byIdentity);
  const files = new Map<string, Json>();
  for (const id of new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
    const [was, brought, own] = [base?.get(id), theirs?.get(id), ours?.get(id)];
    const form = formOf((own ?? brought)?.content);
    const spot = { form, path: [] as readonly string[], file: (own ?? brought)?.file ?? id };
    const content = merge(merging, spot, [was?.content, brought?.content, own?.content]);
    if (content !== undefined) files.set(own?.file ?? brought?.file ?? id, content);
  }
  const { questions, kept, answers } = merging;
  return { files, questions, kept, answers };
}

interface Merging {
  readonly layers: LayersToMerge;
  readonly questions: Question[];
  readonly kept: { form: string; target: string }[];
  readonly answers: Record<string, Answer>;
}

interface Place {
  readonly form: string;
  readonly file: string;
  readonly path: readonly string[];
}

interface IdentifiedFile {
  readonly file: string;
  readonly content: Json;
}

/** Indexes files by what they are about, which says more than their names; where two are about the same, names do. */
function byIdentity(files: LayerFiles): ReadonlyMap<string, IdentifiedFile> {
  const found = new Map<string, IdentifiedFile>();
  const about = [...files].map(([file, content]) => [aboutOf(file, content), { file, content }] as const);
  const counts = new Map<string, number>();
  for (const [id] of about) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [id, one] of about) found.set(counts.get(id) === 1 ? id : one.file, one);
  return found;
}

function aboutOf(file: string, content: Json): string {
  const folder = file.split('/')[0] ?? '';
  if ((folder === 'prints' || folder === 'reports') && isObject(content))
    return `${folder}:${String(content['form'])}/${String(content['name'])}`;
  const member = { forms: 'name', extensions: 'extends', params: 'type', records: 'form' }[folder];
  const value = member !== undefined && isObject(content) ? content[member] : undefined;
  return typeof value === 'string' ? `${folder}:${value}` : file;
}

function formOf(content: Json | undefined): string {
  if (!isObject(content)) return '';
  const { extends: extended, name, form } = content;
  return String(extended ?? form ?? (Array.isArray(content['fields']) ? name : '') ?? '');
}

type Sides = readonly [base: Json | undefined, theirs: Json | undefined, ours: Json | undefined];

function merge(merging: Merging, place: Place, [base, theirs, ours]: Sides): Json | undefined {
  if (same(theirs, ours)) return ours;
  if (same(base, theirs)) {
    keep(merging, place, theirs, ours);
    return ours;
  }
  if (same(base, ours)) return theirs;
  if (isSet(place.path)) return mergeSet(base, theirs, ours);
  if (isObject(theirs) && isObject(ours) && isOpen(place.path))
    return mergeMembers(merging, place, [isObject(base) ? base : {}, theirs, ours]);
  const lists = [base ?? [], theirs, ours].map(namedItems);
  const [was, brought, own] = lists;
  if (was && brought && own) return mergeItems(merging, place, [was, brought, own]);
  return ask(merging, place, [base, theirs, ours]);
}

/** Notes where this layer says another thing; what it says beside is its own business. */
function keep(merging: Merging, place: Place, theirs: Json | undefined, ours: Json | undefined): void {
  if (theirs === undefined || same(theirs, ours)) return;
  const [brought, own] = [membersOf(place, theirs), membersOf(place, ours)];
  if (!brought || !own) {
    merging.kept.push({ form: place.form, target: targetOf(place) });
    return;
  }
  for (const [step, value] of brought)
    keep(merging, { ...place, path: [...place.path, step] }, value, own.get(step));
}

/** Returns the members that come together one by one; null: the value belongs together. */
function membersOf({ path }: Place, value: Json | undefined): ReadonlyMap<string, Json> | null {
  if (isObject(value)) return isOpen(path) ? new Map(Object.entries(value)) : null;
  const items = namedItems(value);
  return items && new Map([...items].map(([name, item]) => [`=${name}`, item]));
}

/** Objects whose members are things of their own; in all others they belong together: a condition, a label. */
function isOpen(path: readonly string[]): boolean {
  const [above, last] = [path.at(-2), path.at(-1)];
  if (last === undefined || open.has(last) || isItem(last)) return true;
  return above === 'records';
}

const open: ReadonlySet<string> = new Set(['set', 'overrules', 'rows', 'records', 'values']);
/** To whom a record is assigned. */
function isSet(path: readonly string[]): boolean {
  return path.length === 3 && path[0] === 'records' && path[2] === 'assigned';
}

/** Merges sets: an item that either side added is there, one that either took away is not; nobody has to be asked. */
function mergeSet(...sides: Sides): Json {
  const [base = [], theirs = [], ours = []] = sides.map((side) => (Array.isArray(side) ? side : []));
  const known = new Set(base.map(String));
  const [brought, own] = [new Set(theirs.map(String)), new Set(ours.map(String))];
  const all = [...new Set([...own, ...brought])];
  return all.filter((one) => (known.has(one) ? own.has(one) && brought.has(one) : true)).sort();
}

const isItem = (segment: string) => segment.startsWith('=');

function mergeMembers(
  merging: Merging,
  place: Place,
  [base, theirs, ours]: readonly [JsonObject, JsonObject, JsonObject],
): JsonObject {
  const merged = new Map<string, Json>();
  for (const member of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const inner = { ...place, path: [...place.path, member] };
    const sides = [memberOf(base, member), memberOf(theirs, member), memberOf(ours, member)] as const;
    const value = merge(merging, inner, sides);
    if (value !== undefined) merged.set(member, value);
  }
  return Object.fromEntries(merged);
}

/** Records may be called anything, `constructor` too. */
function memberOf(content: JsonObject, member: string): Json | undefined {
  return Object.hasOwn(content, member) ? content[member] : undefined;
}

type Items = ReadonlyMap<string, JsonObject>;

/** Null: not everything in it has a name of its own. */
function namedItems(value: Json | undefined): Items | null {
  if (!Array.isArray(value)) return null;
  const items = new Map<string, JsonObject>();
  for (const one of value as readonly Json[]) {
    const name = isObject(one) ? (one['name'] ?? one['key'] ?? one['value']) : undefined;
    if (!isObject(one) || typeof name !== 'string' || items.has(name)) return null;
    items.set(name, one);
  }
  return items;
}

/**
 * In the order that stands here, unless only the other side changed it; what is new stands behind what it stood behind.
 */
function mergeItems(
  merging: Merging,
  place: Place,
  [base, theirs, ours]: readonly [Items, Items, Items],
): Json {
  const merged = new Map<string, Json>();
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const inner = { ...place, path: [...place.path, `=${name}`] };
    const value = merge(merging, inner, [base.get(name), theirs.get(name), ours.get(name)]);
    if (value !== undefined) merged.set(name, value);
  }
  const both = (items: Items) => [...items.keys()].filter((name) => theirs.has(name) && ours.has(name));
  const isMoved = both(base).join('\n') === both(ours).join('\n') && base.size > 0;
  const [first, second] = isMoved ? [theirs, ours] : [ours, theirs];
  const order = [...first.keys()].filter((name) => merged.has(name));
  let after = -1;
  for (const name of second.keys()) {
    if (!merged.has(name)) continue;
    const at = order.indexOf(name);
    if (at < 0) order.splice(after + 1, 0, name);
    after = at < 0 ? after + 1 : at;
  }
  return order.flatMap((name) => merged.get(name) ?? []);
}

function ask(merging: Merging, place: Place, [base, theirs, ours]: Sides): Json | undefined {
  const { package: by, layer, answers = {}, remembered = {}, take } = merging.layers;
  const spot = { form: place.form, target: targetOf(place) };
  const values = { base: base ?? null, theirs: theirs ?? null, ours: ours ?? null };
  const id = questionId(spot, layer, [values.base, values.theirs, values.ours]);
  const [given, before] = [answers[id] ?? answers[placeOf(spot)], remembered[id]];
  const now = isAnswer(given as Json) ? (given as Answer) : undefined;
  const then = isAnswer(before as Json) ? (before as Answer) : undefined;
  const answer = now ?? then ?? take;
  const isRemembered = now === undefined && then !== undefined;
  merging.questions.push({
    ...spot,
    ...values,
    id,
    package: by,
    layer,
    proposal: 'ours',
    remembered: isRemembered,
    ...(answer && { answer }),
  });
  if (answer) merging.answers[id] = answer;
  if (answer === undefined || answer === 'ours') return ours;
  return answer === 'theirs' ? theirs : answer.value;
}

/** As files of answers name it: of what is said of a form the target alone. */
function targetOf({ file, form, path }: Place): string {
  const steps = path.filter((step) => step !== 'set').map((step) => step.replace(/^=/, ''));
  return form === '' ? [file, ...steps].join('/') : steps.join('/') || file;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameData(a, b);
}
