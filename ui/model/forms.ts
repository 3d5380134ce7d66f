import type { RecordCheck } from '../../metadata/record-check.ts';
import type { Api } from '../session/api.ts';
import { publishes } from '../session/publishes.ts';
import { session } from '../session/session.ts';
import type { FormModel } from './form-model.ts';

/** Models of forms, fetched once and revived once for each form's hash. */
class Forms {
  /** Loads the checks of records that forms can name beside those of the platform; the shell says which. */
  recordChecks: () => Promise<readonly RecordCheck[]> = async () => [];
  readonly #api: Api;
  readonly #known = new Map<string, Promise<FormModel>>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** By name; asked anew after `forget`. */
  get(name: string): Promise<FormModel> {
    let model = this.#known.get(name);
    if (!model) {
      model = this.#fetch(name);
      this.#known.set(name, model);
      model.catch(() => this.#known.delete(name));
    }
    return model;
  }

  /** The kinds of fields come with the first form that is asked for. */
  async #fetch(name: string): Promise<FormModel> {
    const [{ reviveForm }, described] = await Promise.all([
      import('./form-model.ts'),
      this.#api.call('GET /api/forms/:form', { path: { form: name } }),
    ]);
    return reviveForm(described);
  }

  /** The form with those its references point at, by id: what its conditions may ask. */
  async withTargets(
    name: string,
  ): Promise<{ readonly form: FormModel; readonly targets: ReadonlyMap<string, FormModel> }> {
    return this.around(await this.get(name));
  }

  /** The same of a form as it is at hand, which need not be the one in force. */
  async around(
    form: FormModel,
  ): Promise<{ readonly form: FormModel; readonly targets: ReadonlyMap<string, FormModel> }> {
    const targets = new Map<string, FormModel>([[form.id, form]]);
    await Promise.all(
      [...form.targetNames].map(async ([id, target]) => {
        // A form that the person may not read stays unknown and is not asked for: it would stand in the audit trail as
        // refused. The server judges conditions on it.
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
