import type { Issue } from '../../common/issue.ts';
import { isEmptyValue, isObject, type Json, type JsonObject, pointerTo } from '../../common/json.ts';
import type { Field, FieldSet, Form, Model } from '../../model.ts';
import type { Conditional } from '../../property/shapes.ts';
import type { DataRecord } from '../../source.ts';
import type { LayeredForm } from '../layers/layered.ts';

/** A record in its place. */
interface Placed {
  readonly form: Form;
  readonly said: LayeredForm['said'];
  readonly set: string | null;
  readonly record: DataRecord;
  readonly package: string;
  readonly file: string;
  readonly pointer: string;
}

/**
 * Finds records of one's own packages that no system could load, whatever is stored there: a required field is empty that
 * nothing fills, or two of one package are the same. What others demand of them is theirs to answer for.
 */
export function unfitData(
  { data, formsById, packages }: Model,
  layers: ReadonlyMap<string, LayeredForm>,
  isOwn: (name: string) => boolean,
): readonly Issue[] {
  const identities = new Map<string, (string | null)[]>();
  return data.flatMap(({ package: owner, file, content }) => {
    const form = formsById.get(content.form);
    if (!form || !isOwn(owner)) return [];
    const needs = packages.find(({ name }) => name === owner)?.peerDependencies ?? {};
    const knows = (name: string) => name === owner || Object.hasOwn(needs, name);
    const said = layers.get(form.id)?.said ?? new Map();
    return content.records.flatMap((record, at) => {
      const pointer = `/records/${at}`;
      const one: Placed = { form, said, set: content.set ?? null, record, package: owner, file, pointer };
      const missing = [...emptyIn(form, record.values, '/values', { one, knows })];
      return [...missing, ...sameAsOthers(one, identities)];
    });
  });
}

interface Asked {
  readonly one: Placed;
  /** Whether the package of the record knows what another says. */
  readonly knows: (name: string) => boolean;
}

/** Only fields that are always seen and always required: conditions are judged where the record is made. */
function* emptyIn(shape: FieldSet, values: JsonObject, pointer: string, asked: Asked): Generator<Issue> {
  const { one, knows } = asked;
  for (const field of shape.fields) {
    const value = values[field.id];
    const at = pointer + pointerTo(field.id);
    if (!isAlwaysSeen(field, one.form)) continue;
    if (field.rows && Array.isArray(value))
      for (const [row, said] of value.entries())
        if (isObject(said)) yield* emptyIn(field.rows, said, `${at}/${row}`, asked);
    const by = one.said.get(`fields/${field.path}/required`)?.at(-1)?.package ?? field.package;
    // A document may be completed by its domain.
    const isFilled = one.form.kind !== 'master' && one.form.package !== one.package;
    if (isEmptyValue(value) && !isFilled && knows(by) && isAlwaysAsked(field))
      yield issueOf(one, 'data-field-empty', at, { field: { ...field.label } });
  }
}

function isAlwaysSeen({ id, path, visible, hidden, dropped }: Field, { layout }: Form): boolean {
  if (visible !== true || hidden || dropped) return false;
  const isShown = (part: { readonly visible?: Conditional }) => (part.visible ?? true) === true;
  if (path !== id) return true;
  return layout.tabs.every((tab) =>
    tab.groups.every((group) => !group.fields.includes(id) || (isShown(tab) && isShown(group))),
  );
}

/** Nothing but whoever makes the record gives it a value. */
function isAlwaysAsked({ required, kind, inner, carry, default: usual }: Field): boolean {
  return required === true && !kind.derived && !inner && carry === undefined && usual === undefined;
}

/** Of two that are the same, the later is told; those of two sets need not ever be in one place. */
function* sameAsOthers(one: Placed, identities: Map<string, (string | null)[]>): Generator<Issue> {
  const { form, record, set, package: owner } = one;
  const inOrg = form.sharing ? (record.org ?? 'root') : null;
  const rules = form.unique.filter(({ across, where, within }) => !across && !where && within !== 'record');
  const identity = form.number ? [{ name: '', fields: [form.number.id], within: undefined }] : [];
  for (const { name, fields, within } of [...identity, ...rules]) {
    const key = fields.map((id) => record.values[id] ?? null);
    if (!key.every(isPlain)) continue;
    const text = JSON.stringify([owner, form.id, name, within === 'tenant' ? null : inOrg, key]);
    const sets = identities.get(text) ?? [];
    identities.set(text, [...sets, set]);
    const [field = ''] = fields;
    if (!sets.some((other) => other === null || set === null || other === set)) continue;
    yield issueOf(one, 'data-record-twice', `/values${pointerTo(field)}`, {
      form: { ...form.label },
      value: key.join(' · '),
    });
    return;
  }
}

function isPlain(value: Json): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function issueOf(
  { package: owner, file, pointer, record }: Placed,
  code: string,
  at: string,
  params: JsonObject,
): Issue {
  const place = { package: owner, file, pointer: pointer + at };
  return { code, severity: 'error', ...place, params: { key: record.key, ...params } };
}
