import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import { icon } from '../../kit/base/icons.ts';
import { own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { plural } from '../../session/i18n.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { ownOrgs } from './sharing-orgs.ts';
import './gj-consequences.ts';
import './gj-org-picker.ts';

/** Another organisation becomes a record's creator, with what that changes. */
export async function askTransfer(host: LitElement, data: SharingOfRecord): Promise<boolean> {
  const { nodes, byId } = ownOrgs();
  const fixed = new Map([[data.creator.id, msg('现在的创建组织', { id: 'sharing-creator-now' })]]);
  const label = msg('新的创建组织', { id: 'sharing-new-creator' });
  const { transferable, assigner } = strategy(data.known.sharing);
  const count = data.holders.size;
  // Records assigned level by level start at their creator, so their assignments are withdrawn along.
  const isStuck = assigner !== null && !transferable && count > 0;
  const bodyFor = (id: string | null): JsonObject => ({
    org: { id },
    ...(isStuck && { withdraw: data.withdrawable as readonly JsonObject[] }),
  });
  return openForm(host, {
    label: msg('移交给其他组织', { id: 'sharing-transfer' }),
    before:
      () => html`<p class="muted">${msg('新的创建组织负责维护它，并决定谁可以使用。', { id: 'sharing-transfer-help' })}</p>
      ${
        isStuck
          ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded"
              role="note">${icon('alert')}<span>${plural(
                msg(str`逐级分配从创建组织开始，现在仍有 ${count} 个组织持有它：移交时，这些分配一并取消。`, {
                  id: 'sharing-transfer-stuck',
                }),
              )}</span></p>`
          : nothing
      }`,
    fields: {
      to: own<string | null>({
        label,
        start: null,
        control: ({ value, change }) =>
          html`<gj-org-picker class="framed" single .nodes=${nodes} .picked=${new Set(value ? [value] : [])}
            .fixed=${fixed} label=${label}
            @change=${({ detail }: CustomEvent<string>) => change(detail)}></gj-org-picker>`,
      }),
    },
    look: {
      of: ({ to }) => to ?? undefined,
      load: ({ to }, signal) => data.preview('transfer', bodyFor(to), signal),
      shown: ({ consequences }, { to }) => {
        const kept = isStuck ? 0 : [...data.holders.keys()].filter((id) => id !== to).length;
        return html`<gj-consequences .of=${consequences ?? null}></gj-consequences>
          ${
            kept > 0
              ? html`<p class="small muted">${plural(
                  msg(str`已分配的 ${kept} 个组织不变，此后由新的创建组织管理。`, {
                    id: 'sharing-holders-go-along',
                  }),
                )}</p>`
              : nothing
          }`;
      },
    },
    act: isStuck
      ? msg(str`取消 ${count} 项分配并移交`, { id: 'sharing-withdraw-and-transfer' })
      : msg('移交', { id: 'sharing-transfer-now' }),
    send: async ({ to }) => {
      await data.act('transfer', bodyFor(to));
      const name = byId.get(to ?? '')?.name ?? '';
      notify({ text: msg(str`创建组织已改为“${name}”`, { id: 'sharing-transferred' }) });
    },
  });
}
