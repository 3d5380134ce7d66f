import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { openForm } from '../kit/dialog/form-dialog.ts';
import { basket } from '../params/basket/basket.ts';
import type { ChangeSet, ChangeSummary } from '../params/basket/change-set.ts';
import { setName } from '../params/basket/set-words.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';

/** The items that a roll back just made could not take along, by the id of its change set. */
export const leftOf = new Map<string, NonNullable<ChangeSet['left']>>();

/** Makes a draft that undoes what was published, as far as it still stands, and goes to it. */
export async function askRollback(host: LitElement | null, set: ChangeSummary): Promise<void> {
  const help = msg(
    '会新建一个草稿，把其中仍保持原样的改动恢复到之前；此后又被改过的列出来，不会覆盖。检查后再发布。',
    { id: 'change-rollback-help' },
  );
  let made = '';
  const isMade = await openForm(host, {
    label: msg('回滚', { id: 'change-rollback' }),
    before: () => html`<p>${setName(set)}</p><p class="muted">${help}</p>`,
    fields: { reason: { label: msg('原因', { id: 'reason' }) } },
    act: msg('新建回滚草稿', { id: 'change-rollback-go' }),
    send: async ({ reason }) => {
      const { id, left } = await session.api.call('POST /api/changesets/:id/rollback', {
        path: { id: set.id },
        body: reason ? { reason } : {},
        ifMatch: set.revision,
      });
      leftOf.set(id, left ?? []);
      made = id;
    },
  });
  if (!isMade) return;
  void basket.refresh(true);
  await router.go(`/changes/${made}`);
}
