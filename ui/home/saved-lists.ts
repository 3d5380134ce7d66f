import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { SavedView } from '../../metadata/contract/own/calls.ts';
import { conditionOf } from '../list/state/list-filter.ts';
import { writeState } from '../list/state/list-state.ts';
import { keepsReport, SavedViews } from '../list/state/saved-views.ts';
import { forms } from '../model/forms.ts';
import { RecordList } from '../model/record-list.ts';
import { session } from '../session/session.ts';

/** A kept list with how many there are in it now. */
export interface SavedList {
  readonly id: string;
  readonly name: string;
  readonly form: FormOutline;
  readonly address: string;
  readonly count: number;
  readonly atLeast: boolean;
}

/** Counts the records that each kept list has now, as many as there is room for; reports are none. */
export async function countSaved(views: readonly SavedView[], most: number): Promise<readonly SavedList[]> {
  const lists: SavedList[] = [];
  for (const view of views.filter((one) => !keepsReport(one)).slice(0, most)) {
    const form = view.form === null ? undefined : session.form(view.form);
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
