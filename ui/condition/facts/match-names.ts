import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Compiled } from '../../../rules/condition/compiled.ts';
import type { Wording } from '../../../rules/condition/describe.ts';
import type { Explanation } from '../../../rules/condition/explain.ts';
import { type Fact, targetOf } from '../../../rules/condition/scope.ts';
import { type Ref, toRef } from '../../../rules/condition/value.ts';
import type { FormModel } from '../../model/form-model.ts';
import { titleFields, titleOf } from '../../model/record-title.ts';
import { toIds } from '../../record/editor/record-ids.ts';
import { RecordTargets } from '../../record/editor/record-targets.ts';
import type { Api } from '../../session/api.ts';
import { serverClock } from '../../session/server-clock.ts';

/** A record that a condition names, as people know it. */
interface NamedRecord {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

/** Records that conditions name by number or id, looked up once each; what may not be read stays as it is written. */
export class RefNames {
  readonly #api: Api;
  readonly #forms: ReadonlyMap<string, FormModel>;
  readonly #known = new Map<string, NamedRecord | null>();

  constructor(api: Api, forms: ReadonlyMap<string, FormModel>) {
    this.#api = api;
    this.#forms = forms;
  }

  readonly wording: Wording = {
    nameOf: (form, ref) => {
      const found = this.get(form, ref);
      if (!found?.name) return undefined;
      return found.number && found.number !== found.name ? `${found.number} ${found.name}` : found.name;
    },
  };

  get(form: string, ref: Ref | string): NamedRecord | undefined {
    return this.#known.get(keyOf(form, ref)) ?? undefined;
  }

  /** Learnt elsewhere, by picking it. */
  learn(form: string, record: NamedRecord): void {
    this.#known.set(keyOf(form, record.id), record);
    if (record.number) this.#known.set(keyOf(form, record.number), record);
  }

  /** True when anything new became known. */
  async fetch(wanted: readonly { readonly form: string; readonly ref: Ref }[]): Promise<boolean> {
    const missing = wanted.filter(({ form, ref }) => !this.#known.has(keyOf(form, ref)));
    const byForm = Map.groupBy(missing, ({ form }) => form);
    const found = await Promise.all(
      [...byForm].map(([form, refs]) => this.#fetch(form, [...new Set(refs.map(({ ref }) => spelt(ref)))])),
    );
    return found.some(Boolean);
  }

  async #fetch(id: string, spelt: readonly string[]): Promise<boolean> {
    for (const one of spelt) this.#known.set(keyOf(id, one), null);
    const form = this.#forms.get(id);
    const number = form?.number?.name;
    if (!form || number === undefined) return false;
    const filter = {
      any: [
        { fact: number, operator: 'in', value: [...spelt] },
        { fact: 'id', operator: 'in', value: [...spelt] },
      ],
    };
    const fields = [...new Set([number, ...titleFields(form)])].join(',');
    const query = {
      view: 'use',
      filter: JSON.stringify(filter),
      fields,
      limit: Math.min(200, spelt.length * 2),
    } as const;
    const answer = await this.#api
      .call('GET /api/forms/:form/records', { path: { form: form.name }, query })
      .catch(() => null);
    const items = answer?.items ?? [];
    const text = (value: Json | undefined) => (typeof value === 'string' ? value : null);
    for (const item of items)
      this.learn(id, { id: item.id, number: text(item[number]), name: text(titleOf(form, item)) });
    return items.length > 0;
  }
}

function spelt(ref: Ref): string {
  return ref.number ?? ref.id ?? '';
}

function keyOf(form: string, ref: Ref | string): string {
  return `${form}|${typeof ref === 'string' ? ref : spelt(ref)}`;
}

interface Trial {
  readonly compiled: Compiled;
  /** By today's names, as on the wire. */
  readonly facts: JsonObject;
  readonly form: FormModel;
  readonly targets: ReadonlyMap<string, FormModel>;
  readonly names: RefNames;
  readonly wording: Wording;
}

/**
 * Judges a condition on facts and explains why, in the browser, by the same engine as on the server; the engine is
 * loaded with the first trial.
 */
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
  // A person writes a number: the store alone knows the record it names, and its id.
  await names.fetch(pointers.map(({ form: target, ref }) => ({ form: target, ref: toNamed(ref) })));
  for (const { form: target, ref } of pointers) {
    const known = names.get(target, toNamed(ref));
    if (!known) continue;
    ref['id'] ??= known.id;
    if (known.number !== null) ref['number'] ??= known.number;
  }
  const beyond = new Set(asked.filter(({ via }) => via).map((fact) => (pathOf(fact) ?? []).join('.')));
  const records = new RecordTargets(targets, (value) => value);
  await records.fetch(records.missing(form, record, beyond));
  await serverClock.learn();
  const { explain } = await import('../../../rules/condition/explain.ts');
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
  part: Record<string, Json>,
  [id = '', ...rest]: readonly string[],
  form: string,
): readonly Pointer[] {
  const value = part[id];
  if (rest.length > 0)
    return isList(value)
      ? value.filter(isObject).flatMap((row) => pointersIn(row as Record<string, Json>, rest, form))
      : [];
  const object = (one: Json): Json => (typeof one === 'string' && one !== '' ? { ...toRef(one) } : one);
  const objects = isList(value) ? value.map(object) : value === undefined ? [] : [object(value)];
  if (value !== undefined && value !== null) part[id] = isList(value) ? objects : (objects[0] ?? null);
  return objects.filter(isObject).map((ref) => ({ form, ref: ref as Record<string, Json> }));
}

function toNamed(ref: JsonObject): { readonly id?: string; readonly number?: string } {
  const { id, number } = ref;
  if (typeof number === 'string' && number !== '') return { number };
  return typeof id === 'string' ? { id } : {};
}
