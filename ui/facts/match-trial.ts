import { isObject, type Json, type JsonObject } from '../../metadata/json.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import type { Compiled } from '../../rules/condition/compiled.ts';
import type { Wording } from '../../rules/condition/describe.ts';
import type { Explanation } from '../../rules/condition/explain.ts';
import { type Fact, targetOf } from '../../rules/condition/scope.ts';
import { toRef } from '../../rules/condition/value.ts';
import type { FormModel } from '../model/form-model.ts';
import { toIds } from '../record/record-ids.ts';
import { RecordTargets } from '../record/record-targets.ts';
import { serverClock } from '../session/server-clock.ts';
import { session } from '../session/session.ts';
import type { RefNames } from './match-names.ts';

interface Trial {
  readonly compiled: Compiled;
  /** By today's names, as on the wire. */
  readonly facts: JsonObject;
  readonly form: FormModel;
  readonly targets: ReadonlyMap<string, FormModel>;
  readonly names: RefNames;
  readonly wording: Wording;
}

/** What a condition says of facts and why, in the browser, by the same engine as on the server; it comes with the first trial. */
export async function tryCondition({
  compiled,
  facts,
  form,
  targets,
  names,
  wording,
}: Trial): Promise<Explanation> {
  const record = structuredClone(toIds(facts, form, (value) => value)) as Record<string, Json>;
  const asked = compiled.facts.filter((fact) => pathOf(fact) !== undefined);
  const pointers = asked.flatMap((fact) => pointersIn(record, pathOf(fact) ?? [], targetAt(fact)));
  // Somebody writes a number: what it points at, and its id, are the store's to know.
  await names.fetch(pointers.map(({ form: target, ref }) => ({ form: target, ref: toNamed(ref) })));
  for (const { form: target, ref } of pointers) {
    const known = names.get(target, toNamed(ref));
    if (!known) continue;
    ref['id'] ??= known.id;
    if (known.number !== null) ref['number'] ??= known.number;
  }
  const beyond = new Set(asked.filter(({ via }) => via).map((fact) => (pathOf(fact) ?? []).join('.')));
  const records = new RecordTargets(session.api, targets, (value) => value);
  await records.fetch(records.missing(form, record, beyond));
  await serverClock.learn();
  const { explain } = await import('../../rules/condition/explain.ts');
  return explain(compiled, { record, call: serverClock.callFacts, target: records.target }, wording);
}

/** Ids that lead to the reference a fact is about; undefined: it is about none. */
function pathOf(fact: Fact): readonly string[] | undefined {
  const way = fact.entries.map(({ id }) => id);
  if (fact.via) return [...way, fact.via.id];
  return 'field' in fact.member && targetOf(fact.member.field) !== undefined
    ? [...way, fact.member.field.id]
    : undefined;
}

function targetAt({ via, member }: Fact): string {
  return (via ? targetOf(via) : 'field' in member ? targetOf(member.field) : undefined) ?? '';
}

interface Pointer {
  readonly form: string;
  readonly ref: Record<string, Json>;
}

/** Pointers at a path, made objects where they were bare numbers, so that more can be said of them. */
function pointersIn(
  holder: Record<string, Json>,
  [id = '', ...rest]: readonly string[],
  form: string,
): readonly Pointer[] {
  const value = holder[id];
  if (rest.length > 0)
    return isList(value)
      ? value.filter(isObject).flatMap((row) => pointersIn(row as Record<string, Json>, rest, form))
      : [];
  const object = (one: Json): Json => (typeof one === 'string' && one !== '' ? { ...toRef(one) } : one);
  const objects = isList(value) ? value.map(object) : value === undefined ? [] : [object(value)];
  if (value !== undefined && value !== null) holder[id] = isList(value) ? objects : (objects[0] ?? null);
  return objects.filter(isObject).map((ref) => ({ form, ref: ref as Record<string, Json> }));
}

function toNamed(ref: JsonObject): { readonly id?: string; readonly number?: string } {
  const { id, number } = ref;
  if (typeof number === 'string' && number !== '') return { number };
  return typeof id === 'string' ? { id } : {};
}
