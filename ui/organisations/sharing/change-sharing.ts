import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import { icon } from '../../kit/base/icons.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { plural } from '../../session/i18n.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { sharingMeans } from './sharing-words.ts';
import './gj-consequences.ts';

/** Another way of sharing, with who will see the record and who will lose it. */
export async function askSharing(host: LitElement, data: SharingOfRecord, form: FormModel): Promise<boolean> {
  const { known, withdrawable } = data;
  const ways = form.sharing?.allowed ?? [];
  const wayOf = (to: string) => ways.find((way) => way === to) ?? known.sharing;
  const isHeld = strategy(known.sharing).assigner !== null && withdrawable.length > 0;
  // Together with the withdrawals it needs: all of it happens, or nothing.
  const bodyFor = (sharing: string): JsonObject => ({
    sharing,
    ...(isHeld && { withdraw: withdrawable as readonly JsonObject[] }),
  });
  return openForm(host, {
    label: msg('更改管控策略', { id: 'sharing-change-title' }),
    fields: {
      to: {
        kind: 'ways',
        label: msg('谁可以使用这条记录', { id: 'sharing-who' }),
        start: known.sharing,
        choices: ways.map((way) => ({
          value: way,
          text: sharingLabel(way),
          hint: sharingMeans(way),
          ...(way === known.sharing && { mark: msg('现在', { id: 'sharing-now' }) }),
        })),
      },
    },
    look: {
      of: ({ to }) => (to === known.sharing ? undefined : to),
      load: ({ to }, signal) => data.preview('change-sharing', bodyFor(to), signal),
      shown: ({ consequences }) => {
        const held = consequences?.withdraw.count ?? 0;
        return html`${
          held > 0
            ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded"
                role="note">${icon('alert')}<span>${plural(
                  msg(str`它现在分配给了 ${held} 个组织：更改时，这些分配一并取消。`, {
                    id: 'sharing-held-first',
                  }),
                )}</span></p>`
            : nothing
        }<gj-consequences .of=${consequences ?? null}></gj-consequences>`;
      },
    },
    act: (_, found) => {
      const count = found?.consequences?.withdraw.count ?? 0;
      return count > 0
        ? msg(str`取消 ${count} 项分配并更改`, { id: 'sharing-withdraw-and-change' })
        : msg('更改', { id: 'sharing-change-now' });
    },
    send: async ({ to }) => {
      await data.act('change-sharing', bodyFor(to));
      notify({ text: msg(str`管控策略已改为“${sharingLabel(wayOf(to))}”`, { id: 'sharing-changed' }) });
    },
  });
}
