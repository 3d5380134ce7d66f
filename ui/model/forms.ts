import type { JsonObject } from '../../metadata/json.ts';
import type { Api } from '../session/api.ts';
import { publishes } from '../session/publishes.ts';
import { session } from '../session/session.ts';
import { type DescribedForm, type FormModel, reviveForm } from './form-model.ts';

/** Models of forms, fetched once and revived once for each form's hash. */
class Forms {
  readonly #api: Api;
  readonly #known = new Map<string, Promise<FormModel>>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** By name; asked anew after `forget`. */
  get(name: string): Promise<FormModel> {
    let model = this.#known.get(name);
    if (!model) {
      model = this.#api.get<DescribedForm>(`/api/forms/${encodeURIComponent(name)}`).then(reviveForm);
      this.#known.set(name, model);
      model.catch(() => this.#known.delete(name));
    }
    return model;
  }

  /** The form with those its references point at, by id: what its conditions may ask. */
  async withTargets(
    name: string,
  ): Promise<{ readonly form: FormModel; readonly targets: ReadonlyMap<string, FormModel> }> {
    const form = await this.get(name);
    const targets = new Map<string, FormModel>([[form.id, form]]);
    await Promise.all(
      [...form.targetNames].map(async ([id, target]) => {
        // What the person may not read stays unknown and is not asked for: it would stand in the audit trail
        // as refused. Conditions on it are the server's to judge.
        const model = session.form(target) && (await this.get(target).catch(() => undefined));
        if (model) targets.set(id, model);
      }),
    );
    return { form, targets };
  }

  /** After a publish, another sign-in or another organisation. */
  forget(): void {
    this.#known.clear();
  }
}

/** One a page. */
export const forms = new Forms(session.api);
publishes.addEventListener('begin', () => forms.forget());

interface RecordName {
  readonly number: string | null;
  readonly name: string | null;
}

const known = new Map<string, RecordName>();

/** Number and name of records of a form (by its id), as far as one may read them; asked once. */
export async function recordNames(
  target: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordName>> {
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) await learn(target, missing).catch(() => {});
  return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as RecordName]] : [])));
}

async function learn(target: string, ids: readonly string[]): Promise<void> {
  const form = await forms.get(session.formById(target)?.name ?? target);
  const names = [form.number?.name, form.title?.name].filter((name) => name !== undefined);
  const filter = JSON.stringify({ fact: 'id', operator: 'in', value: [...ids] });
  // Organisations see what they use and what they manage; a filter may name either.
  for (const view of ['use', 'manage'] as const) {
    const query = { view, filter, limit: Math.min(500, ids.length), fields: [...new Set(names)].join(',') };
    const { items } = await session.api.get<{ items: JsonObject[] }>(`/api/forms/${form.name}/records`, {
      query,
    });
    const said = (item: JsonObject, name: string | undefined) => {
      const value = name === undefined ? null : item[name];
      return typeof value === 'string' && value !== '' ? value : null;
    };
    for (const item of items)
      known.set(String(item['id']), {
        number: said(item, form.number?.name),
        name: said(item, form.title?.name),
      });
    if (ids.every((id) => known.has(id))) return;
  }
}
