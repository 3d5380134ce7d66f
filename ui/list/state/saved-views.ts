import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { SavedView, SentView } from '../../../metadata/contract/own/calls.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { quickField } from './filter-shape.ts';
import { type Columns, keepColumns, namedColumns, type SavedColumns } from './list-columns.ts';
import { fieldName, idOf, listField } from './list-field.ts';
import { type ListState, plainState } from './list-state.ts';

export type Seen = {
  readonly state: ListState;
  /** Null: those of whoever looks. */
  readonly columns: Columns | null;
};

/** Saved lists of one form. Fields are kept by id, so that a renamed one changes nothing. */
export class SavedViews {
  readonly #form: FormModel;
  all: readonly SavedView[] = [];

  constructor(form: FormModel) {
    this.#form = form;
  }

  /** One's own first, then by name. */
  async load(): Promise<void> {
    const query = { form: this.#form.name };
    const { items } = await session.api.call('GET /api/me/views', { query });
    this.all = [...items].sort(
      (a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, session.language),
    );
  }

  find(id: string | null): SavedView | undefined {
    return this.all.find((view) => view.id === id);
  }
  get preferred(): SavedView | undefined {
    return this.all.find(({ mine, preferred }) => mine && preferred);
  }

  async create(name: string, shared: boolean, preferred: boolean, seen: Seen): Promise<SavedView> {
    const config = await this.config(seen);
    const body = { form: this.#form.name, name, shared, preferred, config };
    if (preferred) await this.#unprefer();
    const view = await session.api.call('POST /api/me/views', { body });
    await this.load();
    return this.find(view.id) ?? view;
  }

  async change(view: SavedView, body: Pick<SentView, 'name' | 'shared' | 'preferred'>): Promise<void> {
    if (body.preferred) await this.#unprefer();
    await patch(view, body);
    await this.load();
  }

  /** The list as it is now takes the place of what was kept. */
  async replace(view: SavedView, seen: Seen): Promise<void> {
    const body = { config: await this.config(seen) };
    await patch(view, body);
    await this.load();
  }

  async remove(view: SavedView): Promise<void> {
    await session.api.call('DELETE /api/me/views/:id', { path: { id: view.id } });
    await this.load();
  }

  /** Reads the state and columns that a view keeps, in today's names. */
  async read({ id, config }: Pick<SavedView, 'id' | 'config'>): Promise<Seen> {
    const form = this.#form;
    const kept = config as Partial<{
      readonly view: 'use' | 'manage';
      readonly q: string;
      readonly quick: Record<string, readonly string[]>;
      readonly condition: Condition | null;
      readonly sort: readonly string[];
      readonly columns: SavedColumns;
    }>;
    const quick = Object.entries(kept.quick ?? {}).map(([field, values]) => [fieldName(form, field), values]);
    const state: ListState = {
      ...plainState,
      saved: id,
      view: kept.view === 'manage' ? 'manage' : 'use',
      q: kept.q ?? '',
      quick: Object.fromEntries(quick.filter(([name]) => quickField(form, String(name)))),
      condition: kept.condition ? await renamed(kept.condition, form, 'toNames') : null,
      sort: (kept.sort ?? [])
        .map((word) => worded(word, (field) => fieldName(form, field)))
        .filter((word) => listField(form, word.replace('-', ''))?.sortable),
    };
    return { state, columns: namedColumns(form, kept.columns) };
  }

  /** Writes a state and its columns by ids, as a view keeps them. */
  async config({ state, columns }: Seen): Promise<JsonObject> {
    const form = this.#form;
    const { view, q, quick, condition, sort } = state;
    return {
      view,
      q,
      quick: Object.fromEntries(
        Object.entries(quick).map(([name, values]) => [idOf(form, name), [...values]]),
      ),
      condition: condition && (await renamed(condition, form, 'toIds')),
      sort: sort.map((word) => worded(word, (name) => idOf(form, name))),
      ...(columns && { columns: keepColumns(form, columns) }),
    };
  }

  /** One list of a form opens by itself. */
  async #unprefer(): Promise<void> {
    for (const view of this.all.filter(({ mine, preferred }) => mine && preferred))
      await patch(view, { preferred: false });
  }
}

function patch({ id, revision }: SavedView, body: SentView): Promise<SavedView> {
  return session.api.call('PATCH /api/me/views/:id', { path: { id }, body, ifMatch: revision });
}

function worded(word: string, rename: (name: string) => string): string {
  return word.startsWith('-') ? `-${rename(word.slice(1))}` : rename(word);
}

async function renamed(condition: Condition, form: FormModel, to: 'toIds' | 'toNames'): Promise<Condition> {
  const [{ renameCondition }, { targets }] = await Promise.all([
    import('../../../rules/condition/rename.ts'),
    forms.withTargets(form.name),
  ]);
  return renameCondition(condition, { shape: form, target: (id) => targets.get(id) }, to);
}
