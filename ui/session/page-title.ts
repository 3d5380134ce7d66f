import { msg, str } from '@lit/localize';
import { formOf } from './form-of.ts';
import { say } from './i18n.ts';
import { pagesWithoutForm } from './operations.ts';
import type { Place } from './router.ts';
import type { Session } from './session.ts';

/** What the browser's tab and history call a page. */
export function pageTitle(place: Place, session: Session): string {
  const { parts, path } = place;
  const form = formOf(place, session);
  if (form) {
    const label = say(form.label);
    if (parts[0] === 'match') return msg(str`${label}：匹配测试`, { id: 'match-of' });
    if (parts[0] === 'sharing') return msg(str`${label}：共享与分配`, { id: 'sharing-of-form' });
    if (parts[0] === 'deleted') return msg(str`已删除的${label}`, { id: 'deleted-of' });
    return label;
  }
  if (parts.length === 0) return msg('首页', { id: 'home' });
  if (path === '/account') return msg('账户与令牌', { id: 'account-and-tokens' });
  const page = pagesWithoutForm().find(({ address }) => address === path);
  return page?.text ?? msg('这里没有页面', { id: 'page-missing' });
}
