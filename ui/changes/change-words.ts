import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { dotted } from '../kit/base/dotted.ts';
import { moment } from '../kit/moment.ts';
import type { ChangeItem, ChangeSet, ChangeSummary } from '../params/basket/change-set.ts';
import { say } from '../session/i18n.ts';
import type { News } from './change-news.ts';
import type { ItemNames } from './item-names.ts';

/**
 * Answers whether the set is edited where it is shown; one that is approved, or waits for approval, is taken back
 * first.
 */
export function isOpen({ may, state }: ChangeSummary): boolean {
  return may.edit && (state === 'draft' || state === 'rejected' || state === 'failed');
}

/** Says which set undid another one, or would once it is published. */
export function undoneWords({ state, number, name }: NonNullable<ChangeSummary['undoneBy']>): string {
  const by = number ?? name ?? '';
  return state === 'published'
    ? msg(str`已由 ${by} 回滚`, { id: 'change-undone-by' })
    : msg(str`回滚尚未发布：${by}`, { id: 'change-undone-draft' });
}

/** Answers the number of a set where its name does not say it already. */
export function numberBeside(set: ChangeSummary): string | null {
  return set.name || set.reason ? set.number : null;
}

/** A step as history has it, once it is taken. */
export function takenWords(step: string): string {
  switch (step) {
    case 'propose':
      return msg('已提交审批', { id: 'change-taken-propose' });
    case 'approve':
      return msg('已批准', { id: 'change-approved' });
    case 'reject':
      return msg('已退回', { id: 'change-rejected' });
    case 'withdraw':
      return msg('已撤回', { id: 'change-taken-withdraw' });
    case 'schedule':
      return msg('已定时', { id: 'change-scheduled' });
    case 'publish':
      return msg('已发布', { id: 'change-published' });
    case 'discard':
      return msg('已放弃', { id: 'change-discarded' });
    case 'create':
      return msg('已新建', { id: 'change-taken-create' });
    case 'edit':
      return msg('已修改', { id: 'change-taken-edit' });
    default:
      return stepWords(step);
  }
}

export function stepWords(step: string): string {
  switch (step) {
    case 'create':
      return msg('新建', { id: 'change-created' });
    case 'propose':
      return msg('提交审批', { id: 'change-propose' });
    case 'approve':
      return msg('批准', { id: 'change-approve' });
    case 'reject':
      return msg('退回', { id: 'change-reject' });
    case 'withdraw':
      return msg('撤回', { id: 'change-withdraw' });
    case 'schedule':
      return msg('定时发布', { id: 'change-schedule' });
    case 'publish':
      return msg('发布', { id: 'change-publish' });
    case 'discard':
      return msg('放弃', { id: 'change-discard' });
    case 'fail':
      return msg('发布失败', { id: 'change-failed' });
    case 'miss':
      return msg('错过定时', { id: 'change-missed' });
    default:
      return msg('修改', { id: 'change-edited' });
  }
}

/** Says in words which parameter or record a change is about: a record by its number and its title. */
export function itemName(item: ChangeItem, names?: ItemNames): string {
  const { label, formLabel, type, key, form, base, hidden, body, record } = item;
  if (hidden) return msg('您的角色不能查看的改动', { id: 'change-hidden' });
  if (type !== undefined) return label ? say(label) : `${type} / ${key ?? ''}`;
  const known = record ? names?.get(record) : undefined;
  const own = [body?.['number'], body?.['name']].map((one) => (typeof one === 'string' ? one : undefined));
  const number = known?.number ?? base?.number ?? own[0];
  const name = known?.name ?? own[1];
  return [formLabel ? say(formLabel) : form, number, name === number ? undefined : name]
    .filter(Boolean)
    .join(' ');
}

/** Draws an item that a roll back left alone, with who changed it since. */
export function leftLine({ item, by, at, why }: NonNullable<ChangeSet['left']>[number]): TemplateResult {
  const place = item.type === undefined ? '' : (item.org?.name ?? msg('全系统', { id: 'param-system' }));
  const words =
    why === 'no-version'
      ? msg('没有可以恢复的版本', { id: 'change-left-no-version' })
      : msg('此后又被改过', { id: 'change-left-since' });
  const who = dotted([by?.name, moment(at)]);
  return html`<li>${itemName(item)} ${place} <span class="small muted">${words} ${who}</span></li>`;
}

/** Says in a sentence that somebody else took a step in the set that the page shows. */
export function newsWords({ step, by, at }: News): string {
  const who = by?.name || msg('其他人', { id: 'change-news-somebody' });
  const when = moment(at);
  if (namedSteps.has(step)) {
    const what = stepWords(step);
    return msg(str`${who} ${when} ${what}，页面已更新。`, { id: 'change-news-step' });
  }
  return msg(str`${who} ${when} 修改了这个变更集，页面已更新。`, { id: 'change-news' });
}

const namedSteps: ReadonlySet<string> = new Set([
  'propose',
  'approve',
  'reject',
  'withdraw',
  'schedule',
  'publish',
  'discard',
  'fail',
  'miss',
]);
