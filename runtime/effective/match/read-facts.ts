import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import { readPointer } from '../../../metadata/kinds/common/pointer.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { isAnsweredMember, isSystemMember } from '../../../metadata/system-members.ts';
import { withheldIn } from '../../../metadata/withheld.ts';
import { targetOf } from '../../../rules/condition/scope.ts';
import type { Call } from '../../call/call.ts';
import { readableShape } from '../../storage/store/record/asked-shape.ts';

/** A record that facts refer to: what is missing of it is looked up only when a rule asks for it. */
export interface NamedRef {
  /** Of the field in the facts, by ids: `lines.material`. */
  readonly path: string;
  /** Id of the form it is a record of. */
  readonly target: string;
  /** As it stands in the facts, with as much of `id`, `number` and fields as was said; may be completed in place. */
  readonly value: Record<string, Json>;
}

export interface ReadFacts {
  /** By field ids. */
  readonly record: JsonObject;
  readonly refs: readonly NamedRef[];
  readonly problems: readonly Problem[];
}

/** The spelling of fields: callers use today's names, stored records use ids. */
export type Spelling = 'names' | 'ids';

interface Work {
  readonly model: Model;
  readonly known: (form: Form) => Form;
  readonly spelling: Spelling;
  readonly refs: NamedRef[];
  readonly problems: Problem[];
}

/**
 * Facts as somebody says them, or a document as it was read, for conditions to judge. What the facts' form does
 * not know is refused: a misspelt fact would quietly match other rules. So is a field he may not read, as one there
 * is none of; who has no right to any field of the form asks with what is his own, and may say all of it.
 */
export function readFacts(
  facts: Json,
  form: Form,
  { served, rights }: Pick<Call, 'served' | 'rights'>,
  spelling: Spelling,
): ReadFacts {
  const known = (one: Form) =>
    one.fields.some((field) => rights.readable(one, field)) ? readableShape(rights, one) : one;
  const work: Work = { model: served.model, known, spelling, refs: [], problems: [] };
  if (!isObject(facts)) return { record: {}, refs: [], problems: [{ path: '', code: 'not-object' }] };
  const record = readPart(known(form), facts, work, readSystem, { path: '', pointer: '' });
  return { record, refs: work.refs, problems: work.problems };
}

type FactLookup = (name: string, value: Json) => Json | undefined;

function readPart(
  shape: FieldSet,
  part: JsonObject,
  work: Work,
  known: FactLookup,
  { path, pointer }: Pick<Place, 'path' | 'pointer'>,
): JsonObject {
  const read: Record<string, Json> = {};
  for (const [name, value] of Object.entries(part)) {
    const field = (work.spelling === 'names' ? shape.byName : shape.byId).get(name);
    if (field) {
      const kept = readField(field, value, { path, pointer, name }, work);
      if (kept !== undefined) read[field.id] = kept;
      continue;
    }
    const system = known(name, value);
    if (system === undefined)
      work.problems.push({ path: pointer + pointerTo(name), code: 'unknown-fact', params: { fact: name } });
    else if (isSystemMember(name)) read[name] = system;
  }
  return read;
}

/** Documents are sent as they were read, with what the platform wrote of them. */
function readSystem(name: string, value: Json): Json | undefined {
  return isAnsweredMember(name) ? value : undefined;
}
function readRowId(name: string): Json | undefined {
  return name === 'id' ? null : undefined;
}

/** The place of a value: the part by ids and as a pointer, and the member as it was spelt. */
interface Place {
  readonly path: string;
  readonly pointer: string;
  readonly name: string;
}

function readField(field: Field, value: Json, place: Place, work: Work): Json | undefined {
  if (value === null || value === '') return field.rows ? [] : null;
  const target = targetOf(field);
  const { kind } = field.inner ?? field;
  if (severalOf(field)) return readPointed(field, value, place, work);
  // Nobody can ask for it, and it is not to travel further.
  if (kind.secret) return null;
  const { rows } = field;
  if (!rows && target === undefined) {
    const read = kind.read(value, field.inner ?? field);
    if (read.ok) return read.value;
    refuse(read.problems, pointerOf(place), work);
    return undefined;
  }
  const path = place.path === '' ? field.id : `${place.path}.${field.id}`;
  const pointer = pointerOf(place);
  if (rows) return readRows(rows, value, path, pointer, work);
  const form = target ?? '';
  return Array.isArray(value)
    ? value.map((one: Json, index) => readRef(form, one, path, `${pointer}/${index}`, work))
    : readRef(form, value, path, pointer, work);
}

function readRows(rows: FieldSet, value: Json, path: string, pointer: string, work: Work): Json | undefined {
  if (!Array.isArray(value)) {
    work.problems.push({ path: pointer, code: 'not-list' });
    return undefined;
  }
  return value.flatMap((row: Json, index) => {
    const at = `${pointer}/${index}`;
    if (isObject(row)) return [readPart(rows, row, work, readRowId, { path, pointer: at })];
    work.problems.push({ path: at, code: 'not-object' });
    return [];
  });
}

function pointerOf({ pointer, name }: Place): string {
  return pointer + pointerTo(name);
}

function refuse(problems: readonly Problem[], pointer: string, work: Work): void {
  for (const problem of problems) work.problems.push({ ...problem, path: pointer + problem.path });
}

/** A record of one of several forms, of which rules ask its number or its id alone. */
function readPointed(field: Field, value: Json, place: Place, work: Work): Json | undefined {
  const own = field.inner ?? field;
  const read = own.kind.read(value, own);
  if (!read.ok) {
    refuse(read.problems, pointerOf(place), work);
    return undefined;
  }
  const ref = own.kind.write(read.value, own) as Record<string, Json>;
  const path = place.path === '' ? field.id : `${place.path}.${field.id}`;
  work.refs.push({ path, target: String(ref['form']), value: ref });
  return ref;
}

/** `buyer: { number, taxNo }` may bring along what rules ask of the record. */
function readRef(target: string, value: Json, path: string, pointer: string, work: Work): Json {
  const read = readPointer(value);
  if (!read.ok) {
    refuse(read.problems, pointer, work);
    return null;
  }
  const ref: Record<string, Json> =
    typeof read.value === 'string' ? { id: read.value } : { number: read.value.number };
  if (isObject(value)) {
    if (typeof value['number'] === 'string' && value['number'] !== '') ref['number'] = value['number'];
    const { id: _, number: __, name: ___, ...said } = value;
    const { withheld: ____, ...answer } = said;
    // The reason why a record was withheld when it was read is no fact of it.
    const more = withheldIn(value) ? answer : said;
    const shape = work.model.formsById.get(target);
    // Members of a referenced record are read like facts, but lead no further.
    const inner: Work = { ...work, refs: [] };
    if (shape && Object.keys(more).length > 0)
      Object.assign(ref, readPart(work.known(shape), more, inner, readSystem, { path: '', pointer }));
  }
  work.refs.push({ path, target, value: ref });
  return ref;
}
