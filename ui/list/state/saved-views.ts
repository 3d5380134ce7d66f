import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { SavedView, SentView } from '../../../metadata/contract/own/calls.ts';
import { chartWords, type ViewKind, viewFields } from '../../../metadata/property/view-kinds.ts';
import type { ViewSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { keepDrawing, namedDrawing } from './drawing.ts';
import { quickField } from './filter-shape.ts';
import { type Columns, keepColumns, namedColumns, type SavedColumns } from './list-columns.ts';
import { fieldName, idOf, listField } from './list-field.ts';
import { type ListState, plainState } from './list-state.ts';

export type Seen = {
  readonly state: ListState;
  /** Null: those of whoever looks. */
  readonly columns: Columns | null;
};

/** A view that stands beside the list: somebody saved it, or a package brings it. */
export type ListView = SavedView & {
  readonly kind: ViewKind;
  /** A package brings it, with this sentence on what it is for. Default: somebody saved it. */
  readonly packaged?: { readonly help: string };
};

/** Saved lists of one form, behind those of its packages. Fields are kept by id, so that a renamed one changes nothing. */
export class SavedViews {
  readonly #form: FormModel;
  #kept: readonly ListView[] = [];

  constructor(form: FormModel) {
    this.#form = form;
  }

  /** One's own first, then by name. */
  async load(): Promise<void> {
    const query = { form: this.#form.name };
    const { items } = await session.api.call('GET /api/me/views', { query });
    this.#kept = items
      .filter((view) => !keepsReport(view))
      .sort((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, session.language))
      .map((view) => ({ ...view, kind: namedDrawing(this.#form, drawingIn(view)).kind }));
  }

  /** Those of packages first. */
  get all(): readonly ListView[] {
    return [...this.#form.views.map((view) => packaged(this.#form, view)), ...this.#kept];
  }

  find(id: string | null): ListView | undefined {
    return this.all.find((view) => view.id === id);
  }
  /** One's own, else the first that a package opens the list with. */
  get preferred(): ListView | undefined {
    return (
      this.all.find(({ mine, preferred }) => mine && preferred) ?? this.all.find(({ preferred }) => preferred)
    );
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
      readonly drawing: JsonObject;
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
      drawing: namedDrawing(form, kept.drawing),
    };
    return { state, columns: namedColumns(form, kept.columns) };
  }

  /** Writes a state and its columns by ids, as a view keeps them. */
  async config({ state, columns }: Seen): Promise<JsonObject> {
    const form = this.#form;
    const { view, q, quick, condition, sort, drawing } = state;
    return {
      view,
      q,
      quick: Object.fromEntries(
        Object.entries(quick).map(([name, values]) => [idOf(form, name), [...values]]),
      ),
      condition: condition && (await renamed(condition, form, 'toIds')),
      sort: sort.map((word) => worded(word, (name) => idOf(form, name))),
      ...(columns && { columns: keepColumns(form, columns) }),
      ...(drawing.kind !== 'list' && { drawing: keepDrawing(form, drawing) }),
    };
  }

  /** One list of a form opens by itself. */
  async #unprefer(): Promise<void> {
    for (const view of this.#kept.filter(({ mine, preferred }) => mine && preferred))
      await patch(view, { preferred: false });
  }
}

/** Whether it keeps a report of records, not a list of them. */
export function keepsReport({ config }: Pick<SavedView, 'config'>): boolean {
  return isObject((config ?? null) as Json) && isObject((config as JsonObject)['report'] ?? null);
}

/** A package's view as one that somebody might have saved; nobody changes it here. */
function packaged(form: FormModel, view: ViewSource): ListView {
  const { name, kind, label, help, filter, sort, columns, default: preferred } = view;
  const fields = [...viewFields, ...chartWords].map((property) => [property, view[property] ?? '']);
  const drawing = { kind, ...Object.fromEntries(fields) };
  return {
    id: name,
    revision: 0,
    name: say(label),
    form: form.name,
    shared: true,
    preferred: preferred ?? false,
    mine: false,
    kind: namedDrawing(form, drawing).kind,
    packaged: { help: say(help) },
    config: {
      condition: (filter as JsonObject | undefined) ?? null,
      sort: sort ?? [],
      drawing,
      ...(columns && columns.length > 0 && { columns: { shown: columns, widths: {} } }),
    },
  };
}

function drawingIn({ config }: SavedView): unknown {
  return (config as { readonly drawing?: unknown } | null)?.drawing;
}

function patch({ id, revision }: SavedView, body: SentView): Promise<SavedView> {
  return session.api.call('PATCH /api/me/views/:id', { path: { id }, body, ifMatch: revision });
}

function worded(word: string, rename: (name: string) => string): string {
  return word.startsWith('-') ? `-${rename(word.slice(1))}` : rename(word);
}

/** The same condition by ids, or by today's names. */
export async function renamed(
  condition: Condition,
  form: FormModel,
  to: 'toIds' | 'toNames',
): Promise<Condition> {
  const [{ renameCondition }, { targets }] = await Promise.all([
    import('../../../rules/condition/rename.ts'),
    forms.withTargets(form.name),
  ]);
  return renameCondition(condition, { shape: form, target: (id) => targets.get(id) }, to);
}
