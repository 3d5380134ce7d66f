import { conditionOf } from '../list/state/list-filter.ts';
import { writeState } from '../list/state/list-state.ts';
import { type SavedView, SavedViews } from '../list/state/saved-views.ts';
import { forms } from '../model/forms.ts';
import { RecordList } from '../model/record-list.ts';
import { type FormOutline, session } from '../session/session.ts';

/** A kept list with how many there are in it now. */
export interface SavedList {
  readonly id: string;
  readonly name: string;
  readonly form: FormOutline;
  readonly address: string;
  readonly count: number;
  readonly atLeast: boolean;
}

/** What somebody kept of a list, of whichever form. */
export type ViewOfForm = SavedView & { readonly form: string | { readonly id: string } };

/** How many records there are in each of them now. */
export async function countSaved(views: readonly ViewOfForm[]): Promise<readonly SavedList[]> {
  const lists: SavedList[] = [];
  for (const view of views) {
    const asked = typeof view.form === 'string' ? view.form : view.form.id;
    const form = session.formById(asked) ?? session.form(asked);
    if (!form) continue;
    const model = await forms.get(form.name);
    const { state } = await new SavedViews(model).read(view);
    const question = {
      view: state.view,
      q: state.q,
      filter: conditionOf(state, model),
      sort: [],
      fields: [],
    };
    const list = new RecordList(session.api, form.name, question);
    const count = await list.count();
    const address = `/forms/${form.name}?${writeState(state)}`;
    lists.push({ id: view.id, name: view.name, form, address, count, atLeast: list.totalAtLeast });
  }
  return lists;
}
