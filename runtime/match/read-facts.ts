import type { Field, Shape } from '../../metadata/field.ts';
import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { pointerTo } from '../../metadata/json-pointer.ts';
import { readPointer } from '../../metadata/kinds/pointer.ts';
import type { Form, Model } from '../../metadata/model.ts';
import { isSystemMember } from '../../metadata/names.ts';
import { targetOf } from '../../rules/condition/scope.ts';
import { isPlatformMember } from '../store/system-members.ts';

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

/** How fields are named: callers use today's names, what is stored uses ids. */
export type Spelling = 'names' | 'ids';

interface Work {
  readonly model: Model;
  readonly spelling: Spelling;
  readonly refs: NamedRef[];
  readonly problems: Problem[];
}

/**
 * Facts as somebody says them, or a document as it was read, for conditions to judge. What the facts' form does
 * not know is refused: a misspelt fact would quietly match other rules.
 */
export function readFacts(facts: Json, form: Form, model: Model, spelling: Spelling): ReadFacts {
  const work: Work = { model, spelling, refs: [], problems: [] };
  if (!isObject(facts)) return { record: {}, refs: [], problems: [{ path: '', code: 'not-object' }] };
  const record = readHolder(form, facts, '', '', work, readSystem);
  return { record, refs: work.refs, problems: work.problems };
}

type Known = (name: string, value: Json) => Json | undefined;

function readHolder(
  shape: Shape,
  holder: JsonObject,
  path: string,
  pointer: string,
  work: Work,
  known: Known,
): JsonObject {
  const read: Record<string, Json> = {};
  for (const [name, value] of Object.entries(holder)) {
    const field = (work.spelling === 'names' ? shape.byName : shape.byId).get(name);
    const at = pointer + pointerTo(name);
    if (field) {
      const own = path === '' ? field.id : `${path}.${field.id}`;
      const kept = readField(field, value, own, at, work);
      if (kept !== undefined) read[field.id] = kept;
      continue;
    }
    const system = known(name, value);
    if (system === undefined) work.problems.push({ path: at, code: 'unknown-fact', params: { fact: name } });
    else if (isSystemMember(name)) read[name] = system;
  }
  return read;
}

/** Documents are sent as they were read, with what the platform wrote of them. */
function readSystem(name: string, value: Json): Json | undefined {
  return isPlatformMember(name) ? value : undefined;
}
function readRowId(name: string): Json | undefined {
  return name === 'id' ? null : undefined;
}

function readField(field: Field, value: Json, path: string, pointer: string, work: Work): Json | undefined {
  const refuse = (code: string): undefined => void work.problems.push({ path: pointer, code });
  if (value === null || value === '') return field.rows ? [] : null;
  if (field.rows) {
    const { rows } = field;
    if (!Array.isArray(value)) return refuse('not-list');
    return value.flatMap((row: Json, index) => {
      const at = `${pointer}/${index}`;
      if (isObject(row)) return [readHolder(rows, row, path, at, work, readRowId)];
      work.problems.push({ path: at, code: 'not-object' });
      return [];
    });
  }
  const target = targetOf(field);
  if (target !== undefined && Array.isArray(value))
    return value.map((one: Json, index) => readRef(target, one, path, `${pointer}/${index}`, work));
  if (target !== undefined) return readRef(target, value, path, pointer, work);
  const { kind } = field.inner ?? field;
  // Nobody can ask for it, and it is not to travel further.
  if (kind.secret) return null;
  const read = kind.read(value, field.inner ?? field);
  if (read.ok) return read.value;
  for (const problem of read.problems) work.problems.push({ ...problem, path: pointer + problem.path });
  return undefined;
}

/** `buyer: { number, taxNo }` may bring along what rules ask of the record. */
function readRef(target: string, value: Json, path: string, pointer: string, work: Work): Json {
  const read = readPointer(value);
  if (!read.ok) {
    for (const problem of read.problems) work.problems.push({ ...problem, path: pointer + problem.path });
    return null;
  }
  const ref: Record<string, Json> =
    typeof read.value === 'string' ? { id: read.value } : { number: read.value.number };
  if (isObject(value)) {
    if (typeof value['number'] === 'string' && value['number'] !== '') ref['number'] = value['number'];
    const { id: _, number: __, name: ___, ...more } = value;
    const shape = work.model.formsById.get(target);
    // What a record says of itself is read like facts, but leads no further.
    const inner: Work = { ...work, refs: [] };
    if (shape && Object.keys(more).length > 0)
      Object.assign(ref, readHolder(shape, more, '', pointer, inner, readSystem));
  }
  work.refs.push({ path, target, value: ref });
  return ref;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
