import { msg, str } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { own } from '../kit/dialog/dialog-form.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';
import type { FormModel } from '../model/form-model.ts';
import { many } from '../session/many.ts';
import '../list/filter/gj-record-picks.ts';

/** Asks for stored documents to be matched together: their ids; null: none were picked. */
export async function pickDocuments(host: LitElement, about: FormModel): Promise<readonly string[] | null> {
  const label = msg(str`选择${many(about)}`, { id: 'pick-documents-of' });
  let ids: readonly string[] = [];
  const isPicked = await openForm(host, {
    label,
    fields: {
      picked: own<readonly string[]>({
        label,
        start: [],
        control: ({ value, change }) =>
          html`<gj-record-picks class="blocks" style="--gj-pick-width:100%" view="manage" target=${about.id}
            .picked=${value} label=${label}
            @change=${({ detail }: CustomEvent<readonly string[]>) => change(detail)}></gj-record-picks>`,
      }),
    },
    may: ({ picked }) => picked.length > 0,
    act: ({ picked }) => msg(str`加入 ${picked.length} 张`, { id: 'add-documents' }),
    send: async ({ picked }) => {
      ids = picked;
    },
  });
  return isPicked ? ids : null;
}
