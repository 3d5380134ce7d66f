import type { Field } from '../../../metadata/field.ts';
import type { Json } from '../../../metadata/json.ts';
import { withHeld } from '../../../metadata/kinds/option.ts';
import { namesFields, rename } from '../record/naming.ts';
import type { Reading } from './input-work.ts';
import { saysWhatStands } from './unchanged.ts';

/** One value of a body, canonical; `put` gets the id of a record that is named by its number, later. */
export function readValue(
  field: Field,
  value: Json,
  before: Json,
  path: string,
  work: Reading,
  put: (id: string) => void,
): Json {
  if (value === null || value === '') return null;
  const { kind, target } = field;
  if (isOwnNumber(field, work) && typeof value === 'string' && value.trim() === '') return null;
  if (kind.secret && before !== null && value === kind.write(before, field)) return before;
  const spoken = isOwnNumber(field, work)
    ? withoutEdges(value, before)
    : namesFields(field)
      ? rename(field, value, work.call.served.model, 'toIds')
      : value;
  const held = withHeld(field, before);
  const read = kind.read(spoken, held);
  // What stood there may stay, whatever is asked of new values since: it was right when it was given.
  if (!read.ok || held !== field) {
    const stands = saysWhatStands(field, value, before);
    if (read.ok || stands) work.kept.add(path);
    if (stands) return before;
  }
  if (!read.ok) {
    for (const problem of read.problems) work.problems.push({ ...problem, path: path + problem.path });
    return before;
  }
  for (const problem of kind.warn?.(read.value, field) ?? [])
    work.problems.push({ ...problem, path: path + problem.path, severity: 'warning' });
  if (kind.secret) return work.parts.seal(String(read.value));
  if (isEmptyList(field, read.value)) return null;
  if (target === undefined) return read.value;
  if (Array.isArray(read.value)) return pickSeveral(field, target, read.value, before, path, work);
  return pick(field, target, read.value, before, path, work, put);
}

function isOwnNumber(field: Field, { form }: Reading): boolean {
  return field === form.number;
}

/** Blanks around a number nobody sees, and nobody finds it by; one that has them already stays what it is. */
function withoutEdges(value: Json, before: Json): Json {
  return typeof value === 'string' && value !== before ? value.trim() : value;
}

/** An id that stood there before needs no second look; everything else is looked up, all at once, later. */
function pick(
  field: Field,
  target: string,
  value: Json,
  before: Json,
  path: string,
  work: Reading,
  put: (id: string) => void,
  stood: readonly Json[] = [before],
): Json {
  if (typeof value === 'string') {
    if (value !== before) work.picks.push({ field, target, id: value, path, put });
    return value;
  }
  const { number } = value as { readonly number: string };
  work.picks.push({ field, target, number, path, put, before: stood });
  return before;
}

function pickSeveral(
  field: Field,
  target: string,
  values: readonly Json[],
  before: Json,
  path: string,
  work: Reading,
): Json {
  const kept = new Set(Array.isArray(before) ? (before as readonly Json[]) : []);
  const slots: Json[] = [];
  const ids: Json[] = [];
  for (const [at, value] of values.entries()) {
    const put = (id: string) => {
      slots[at] = id;
      tidy();
    };
    const own = kept.has(value) ? value : null;
    slots[at] = pick(field, target, value, own, `${path}/${at}`, work, put, [...kept]);
  }
  tidy();
  return ids;

  /** Each once, though it may have been named in two ways. */
  function tidy(): void {
    ids.splice(0, ids.length, ...new Set(slots.filter((id) => id !== null)));
  }
}

function isEmptyList(field: Field, value: Json): boolean {
  return Array.isArray(value) && value.length === 0 && field.kind.comparison(field) === 'list';
}
