import { msg, str } from '@lit/localize';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { pointerName } from '../fields/common/shown.ts';
import { openOver } from '../kit/dialog/open-over.ts';
import { notify } from '../kit/gj-notices.ts';
import { forms } from '../model/forms.ts';
import { titleOf } from '../model/record-title.ts';
import { GjRecordMaker } from '../record/gj-record-maker.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';

/** Makes a record over the page one is on. Answers false where its form says nothing of what is asked there. */
export async function makeQuickly(outline: FormOutline): Promise<boolean> {
  const form = await forms.get(outline.name);
  if (!form.quick?.length) return false;
  const maker = Object.assign(new GjRecordMaker(), { outline });
  const made = await openOver(maker, {
    made: (event) => (event as CustomEvent<JsonObject>).detail,
    closed: () => null,
  });
  if (made) {
    const name = pointerName(titleOf(form, made)) || say(form.recordLabel);
    notify({
      text: msg(str`已新建${name}`, { id: 'made-quickly' }),
      undo: async () => {
        const path = { form: outline.name, id: String(made['id']) };
        await session.api.call('DELETE /api/forms/:form/records/:id', {
          path,
          ifMatch: Number(made['revision']),
        });
        notify({ text: msg('已撤销', { id: 'undone' }) });
      },
    });
  }
  return true;
}
