import type { JsonObject } from '../../metadata/json.ts';
import type { Ref } from '../../rules/condition/value.ts';
import type { FormModel } from '../model/form-model.ts';
import type { Api } from '../session/api.ts';

/** A record that a condition names, as people know it. */
export interface NamedRecord {
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
    const [number, title] = [form?.number?.name, form?.title?.name];
    if (!form || number === undefined) return false;
    const filter = {
      any: [
        { fact: number, operator: 'in', value: [...spelt] },
        { fact: 'id', operator: 'in', value: [...spelt] },
      ],
    };
    const fields = [...new Set([number, ...(title === undefined ? [] : [title])])].join(',');
    const query = {
      view: 'use',
      filter: JSON.stringify(filter),
      fields,
      limit: Math.min(200, spelt.length * 2),
    };
    const path = `/api/forms/${encodeURIComponent(form.name)}/records`;
    const { items } = await this.#api
      .get<{ items: readonly JsonObject[] }>(path, { query })
      .catch(() => ({ items: [] as readonly JsonObject[] }));
    const text = (item: JsonObject, name: string | undefined) =>
      name !== undefined && typeof item[name] === 'string' ? item[name] : null;
    for (const item of items)
      this.learn(id, { id: String(item['id']), number: text(item, number), name: text(item, title) });
    return items.length > 0;
  }
}

function spelt(ref: Ref): string {
  return ref.number ?? ref.id ?? '';
}

function keyOf(form: string, ref: Ref | string): string {
  return `${form}|${typeof ref === 'string' ? ref : spelt(ref)}`;
}
