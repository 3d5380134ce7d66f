import { msg, str } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { ownFields } from './own-fields.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';

/** The organisation one works for gets its own copy of a record, or gives it up. */
export async function askOwnCopy(host: LitElement, data: SharingOfRecord, form: FormModel): Promise<boolean> {
  const { personalised } = data;
  const names = listed(ownFields(form).map(({ label }) => say(label)));
  const org = session.org?.name ?? '';
  const label = personalised
    ? msg('取消个性化', { id: 'sharing-remove-copy' })
    : msg('个性化', { id: 'sharing-make-copy' });
  const isDone = await openForm(host, {
    label,
    before: () =>
      personalised
        ? html`<p>${msg(str`“${org}”将重新看到原数据，自己改过的值不再有效（历史中仍可查到）：${names}。`, { id: 'sharing-remove-copy-means' })}</p>`
        : html`<p>${msg(str`“${org}”将有自己的值，可以修改：${names}。`, { id: 'sharing-make-copy-means' })}</p>
            <p class="muted">${msg('其余字段继续跟随原数据；其他组织看不到这些修改。', { id: 'sharing-make-copy-rest' })}</p>`,
    act: label,
    send: () => data.act(personalised ? 'depersonalise' : 'personalise'),
  });
  if (isDone)
    notify({
      text: personalised
        ? msg('已取消个性化，重新跟随原数据', { id: 'sharing-copy-removed' })
        : msg('本组织现在有自己的副本', { id: 'sharing-copy-made' }),
    });
  return isDone;
}
