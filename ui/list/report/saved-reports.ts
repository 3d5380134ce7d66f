import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { SavedView, SentView } from '../../../metadata/contract/own/calls.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';
import type { ListState } from '../state/list-state.ts';
import { keepsReport, SavedViews } from '../state/saved-views.ts';
import { type Made, readMade, writeMade } from './report-asked.ts';

/** What a saved report keeps: what it is made by, and of which records. */
export interface ReportState {
  readonly made: Made;
  readonly filters: ListState;
}

/**
 * The reports that somebody saved of a form, one's own first: views that say `report` beside their filter. Fields are
 * kept by id, so that a renamed one changes nothing.
 */
export class SavedReports {
  readonly #form: FormModel;
  #all: readonly SavedView[] = [];

  constructor(form: FormModel) {
    this.#form = form;
  }

  get all(): readonly SavedView[] {
    return this.#all;
  }

  find(id: string | null): SavedView | undefined {
    return this.#all.find((view) => view.id === id);
  }

  async load(): Promise<void> {
    const { items } = await session.api.call('GET /api/me/views', { query: { form: this.#form.name } });
    this.#all = items
      .filter(keepsReport)
      .toSorted((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name, session.language));
  }

  async create(named: Pick<SavedView, 'name' | 'shared'>, kept: ReportState): Promise<SavedView> {
    return this.restore({ ...named, config: await this.config(kept) });
  }

  /** Keeps once more what was kept, as it was. */
  async restore({ name, shared, config }: Pick<SavedView, 'name' | 'shared' | 'config'>): Promise<SavedView> {
    const body = { form: this.#form.name, name, shared, config };
    const view = await session.api.call('POST /api/me/views', { body });
    await this.load();
    return view;
  }

  async change({ id, revision }: SavedView, body: SentView): Promise<void> {
    await session.api.call('PATCH /api/me/views/:id', { path: { id }, body, ifMatch: revision });
    await this.load();
  }

  async remove({ id }: SavedView): Promise<void> {
    await session.api.call('DELETE /api/me/views/:id', { path: { id } });
    await this.load();
  }

  /** Null: a field that it goes by is gone, or not for this reader. */
  async read(view: SavedView): Promise<ReportState | null> {
    const { report } = view.config as { readonly report?: Json };
    const made = readMade(JSON.stringify(report ?? null), this.#form);
    if (!made) return null;
    const { state } = await new SavedViews(this.#form).read(view);
    return { made, filters: { ...state, view: 'manage', saved: null, sort: [] } };
  }

  /** What is kept of a report, by ids. */
  async config({ made, filters }: ReportState): Promise<JsonObject> {
    const kept = await new SavedViews(this.#form).config({ state: filters, columns: null });
    return { ...kept, report: JSON.parse(writeMade(made)) as Json };
  }
}

/** Asks for the name of a report that is to be kept, or for another name of one that is. */
export function askReportName(
  host: LitElement,
  view: SavedView | undefined,
  send: (named: Pick<SavedView, 'name' | 'shared'>) => Promise<unknown>,
): Promise<boolean> {
  const isNew = view === undefined;
  return openForm(host, {
    label: isNew ? msg('保存报表', { id: 'save-report' }) : msg('重命名报表', { id: 'rename-report' }),
    fields: {
      name: { label: msg('名称', { id: 'name' }), required: true, most: 100, start: view?.name ?? '' },
      shared: {
        kind: 'check',
        label: msg('共享给所有能看这个表单的人', { id: 'report-shared' }),
        when: () => isNew,
      },
    },
    after: () =>
      isNew
        ? html`<p class="small muted">${msg('保存当前的分组、数值、图和筛选；数字每次打开时重新算。', { id: 'report-keeps' })}</p>`
        : '',
    act: msg('保存', { id: 'save' }),
    send,
  });
}
