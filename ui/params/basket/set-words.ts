import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ChangeItem, ChangeState, ChangeSummary } from './change-set.ts';

function stateWords(state: ChangeState): string {
  switch (state) {
    case 'draft':
      return msg('草稿', { id: 'change-draft' });
    case 'waiting':
      return msg('待审批', { id: 'change-waiting' });
    case 'approved':
      return msg('已批准', { id: 'change-approved' });
    case 'scheduled':
      return msg('已定时', { id: 'change-scheduled' });
    case 'published':
      return msg('已发布', { id: 'change-published' });
    case 'rejected':
      return msg('已退回', { id: 'change-rejected' });
    case 'discarded':
      return msg('已放弃', { id: 'change-discarded' });
    case 'failed':
      return msg('发布失败', { id: 'change-failed' });
  }
}

const tones: Readonly<Partial<Record<ChangeState, string>>> = {
  waiting: 'warn',
  approved: 'accent',
  scheduled: 'accent',
  published: 'ok',
  rejected: 'error',
  failed: 'error',
};

export function stateBadge(state: ChangeState): TemplateResult {
  return html`<span class="badge ${tones[state] ?? ''}"><span class="dot"></span>${stateWords(state)}</span>`;
}

/** Answers the name of a set, or else its reason, or else its number. */
export function setName({ name, number, reason, undoes }: NamedSet): string {
  const own = name || reason || msg(str`变更集 ${number ?? ''}`, { id: 'change-number' });
  // An older server called it as what it undoes alone.
  return undoes && !/^(回滚|Rollback) /.test(own) ? msg(str`回滚：${own}`, { id: 'change-undoing' }) : own;
}

/** What a set is called by. */
type NamedSet = Pick<ChangeSummary, 'name' | 'number' | 'reason' | 'undoes'>;

export function actionWords(action: ChangeItem['action']): string {
  switch (action) {
    case 'set':
      return msg('设置', { id: 'param-set' });
    case 'unset':
      return msg('恢复继承', { id: 'param-take-away' });
    case 'lock':
      return msg('锁定', { id: 'change-lock' });
    case 'unlock':
      return msg('解除锁定', { id: 'change-unlock' });
    case 'create':
      return msg('新建', { id: 'change-made' });
    case 'change':
      return msg('修改', { id: 'change-edited' });
    case 'enable':
      return msg('启用', { id: 'enable' });
    case 'disable':
      return msg('禁用', { id: 'disable' });
    case 'delete':
      return msg('删除', { id: 'delete' });
    case 'restore':
      return msg('恢复', { id: 'change-restore' });
  }
}
