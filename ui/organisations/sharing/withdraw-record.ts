import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { withdrawal } from '../../condition/held-through.ts';
import { icon } from '../../kit/base/icons.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { listed, plural } from '../../session/i18n.ts';
import { sayPairs } from './say-pairs.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { called } from './sharing-words.ts';
import './gj-consequences.ts';

/** Takes a record back from organisations (by ids), with what that means for those below. */
export async function askWithdrawal(
  host: LitElement,
  data: SharingOfRecord,
  form: string,
  orgs: ReadonlySet<string>,
  again: () => void,
): Promise<boolean> {
  const { holdings, holders } = data;
  const copied = holdings.flatMap(({ org, personalised }) => (personalised && org.id ? [org.id] : []));
  const { going: asked, along, copies: held } = withdrawal(holders, orgs, new Set(copied));
  const going = holdings.filter(({ org }) => asked.has(org.id ?? '') || along.has(org.id ?? ''));
  const lose = { count: going.length, orgs: going.map(({ org }) => org) };
  const copies = holdings.filter(({ org }) => held.has(org.id ?? '')).map(({ org }) => called(org));
  const after = (data.total ?? holdings.length) - going.length;
  const total = going.length;
  let pairs: readonly PairAnswer[] = [];
  const isDone = await openForm(host, {
    label: plural(msg(str`取消对 ${orgs.size} 个组织的分配`, { id: 'sharing-withdraw-title' })),
    before: () =>
      html`${
        along.size > 0
          ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded"
              role="note">${icon('alert')}<span>${plural(
                msg(str`其中有组织已把它继续分配给下级：连同下级，共 ${along.size} 个组织也一并取消。`, {
                  id: 'sharing-cascade-means',
                }),
              )}</span></p>`
          : nothing
      }${
        copies.length > 0
          ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded" role="note">${icon('alert')}<span>${msg(
              str`${listed(copies)} 有自己的副本，要先取消个性化，否则不会取消。`,
              { id: 'sharing-copies-first' },
            )}</span></p>`
          : nothing
      }${total === 0 ? nothing : html`<gj-consequences .of=${{ gain: { count: 0, orgs: [] }, lose, after }}></gj-consequences>`}`,
    act:
      along.size > 0
        ? msg(str`连同下级取消 (${total})`, { id: 'sharing-withdraw-cascade' })
        : msg(str`取消分配 (${total})`, { id: 'sharing-withdraw-now' }),
    may: () => total > 0,
    send: async () => {
      pairs = await data.withdraw([...asked], true);
    },
  });
  if (isDone) void sayPairs(host, form, pairs, again);
  return isDone;
}
