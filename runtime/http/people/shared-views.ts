import { append } from '../../../metadata/common/append.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Field, FieldSet, Form, Model } from '../../../metadata/model.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { configSeen } from './config-seen.ts';

/** A record or organisation that a kept list names, by id or number. */
interface NamedInView {
  /** Id of a form. */
  readonly form: string;
  readonly by: 'id' | 'number';
  readonly value: string;
}

const organisation = 'organisation';
/** Finds values in a kept list that conditions and quick filters compare references and organisations with. */
function namedInView(config: Json | undefined, form: Form, model: Model): readonly NamedInView[] {
  const found: NamedInView[] = [];
  const look = (node: Json): void => {
    if (Array.isArray(node)) for (const inner of node) look(inner);
    if (!isObject(node)) return;
    const { fact, value, quick } = node;
    if (typeof fact === 'string') append(found, namedBy(fact, value, form, model));
    if (isObject(quick))
      for (const [path, values] of Object.entries(quick)) append(found, namedBy(path, values, form, model));
    for (const inner of Object.values(node)) look(inner);
  };
  look(config ?? null);
  return found;
}

function namedBy(path: string, value: Json | undefined, form: Form, model: Model): readonly NamedInView[] {
  const [last = '', ...steps] = path.split('.').reverse();
  if (last === 'org' && steps.length === 0) return named(organisation, value);
  let shape: FieldSet | undefined = form;
  let at: Field | undefined;
  for (const step of path.split('.')) {
    const next: Field | undefined = shape?.byId.get(step) ?? shape?.byName.get(step);
    // `category.id` and `category.number` name the record they stand in.
    if (
      step === 'id' ||
      (at?.target !== undefined && next?.id === model.formsById.get(at.target)?.number?.id)
    )
      return at?.target === undefined ? named(form.id, value) : named(at.target, value);
    at = next;
    shape = next?.rows ?? (next?.target === undefined ? undefined : model.formsById.get(next.target));
  }
  return at?.target === undefined ? [] : named(at.target, value);
}

function named(form: string, value: Json | undefined): readonly NamedInView[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => named(form, one));
  if (isObject(value)) return named(form, (value as JsonObject)['id'] ?? (value as JsonObject)['number']);
  if (typeof value !== 'string' || value === '') return [];
  const bare = value.replace(/^\{(.*)\}$/, '$1');
  return [
    isId(bare.toLowerCase()) ? { form, by: 'id', value: bare.toLowerCase() } : { form, by: 'number', value },
  ];
}

/** Forms whose lists the caller may see at all: others share no list of any other form with him. */
export function readableForms({ served, principal }: Ask): readonly Form[] {
  return [...served.model.formsById.values()].filter((form) => mayAnywhere(principal.rights, form, 'read'));
}

/**
 * Of lists that others share, those the caller sees: where they were made he may act, or somewhere below, and every
 * record and organisation they name is his to see. A list says what it filters by: where that is a field that he does
 * not see it is not there for him, and of others he is told without such fields.
 */
export async function visibleViews(ask: Ask, shared: readonly WireRecord[]): Promise<readonly WireRecord[]> {
  const reached = new Map<string, boolean>();
  const { model } = ask.served;
  const { rights } = ask.principal;
  const sight = { model, seen: (field: Field, of: Form) => rights.readable(of, field) };
  const views = shared.flatMap((whole) => {
    const form = model.formsById.get(String(whole['form']));
    const org = orgOf(whole);
    const reach = reached.get(org) ?? reaches(ask, org);
    reached.set(org, reach);
    const config = form && reach ? configSeen(whole['config'] ?? null, form, sight) : undefined;
    if (!form || config === undefined) return [];
    return { view: { ...whole, config }, names: namedInView(config, form, model) };
  });
  const seen = await visible(
    ask,
    views.flatMap(({ names }) => names),
  );
  return views.filter(({ names }) => names.every((name) => seen.has(keyOf(name)))).map(({ view }) => view);
}

/** Lists go down the tree, as what a group decides does. */
function reaches(ask: Ask, org: string): boolean {
  return Iterator.from(ask.served.orgs.subtree(org)).some((id) => mayActFor(ask, id));
}

function mayActFor({ principal }: Ask, org: string): boolean {
  return org === principal.org || principal.rights.uses(org);
}

function orgOf({ org }: WireRecord): string {
  return isObject(org) ? String(org['id']) : String(org);
}

function keyOf({ form, by, value }: NamedInView): string {
  return `${form}\n${by}\n${value}`;
}

const atOnce = 500;

async function visible(ask: Ask, names: readonly NamedInView[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const distinct = [...new Map(names.map((name) => [keyOf(name), name])).values()];
  for (const [group, some] of Map.groupBy(distinct, ({ form, by }) => `${form}\n${by}`)) {
    const [first] = some;
    const form = first && ask.served.model.formsById.get(first.form);
    if (!form) continue;
    if (form.id === 'organisation')
      for (const name of some) if (organisationSeen(ask, name)) seen.add(keyOf(name));
    for (let from = 0; from < some.length; from += atOnce) {
      const values = some.slice(from, from + atOnce).map(({ value }) => value);
      for (const view of ['use', 'manage'] as const)
        for (const value of await found(ask, form, first.by, values, view)) seen.add(`${group}\n${value}`);
    }
  }
  return seen;
}

function organisationSeen(ask: Ask, { by, value }: NamedInView): boolean {
  const { orgs } = ask.served;
  const org = by === 'id' ? orgs.get(value) : orgs.byNumber(value);
  return org !== undefined && mayActFor(ask, org.id);
}

async function found(
  ask: Ask,
  form: Form,
  by: 'id' | 'number',
  value: readonly string[],
  view: 'use' | 'manage',
): Promise<readonly string[]> {
  const field = by === 'id' ? 'id' : form.number?.id;
  if (field === undefined || form.kind === 'setting') return [];
  const filter = { fact: field, operator: 'in', value: [...value] } as const;
  const name = form.number?.name;
  try {
    const fields = name === undefined ? [] : [name];
    const { items } = await ask.host.store.list(ask.call, form, { view, filter, fields, limit: atOnce });
    return items.map((item) => (by === 'id' ? item.id : String(item[name ?? ''])));
  } catch (error) {
    // A person who may not read the form at all sees none of it.
    if (error instanceof Refusal && error.status === 403) return [];
    throw error;
  }
}
