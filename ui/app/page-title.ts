import { msg, str } from '@lit/localize';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { Domain } from '../domain.ts';
import { say } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import type { Place } from '../session/router.ts';
import type { Session } from '../session/session.ts';
import { pagesWithoutForm } from './operations.ts';
import { domainPage } from './pages.ts';

/** Pages of a platform form's records, by the first part of their address: the form's id. */
const formOfPages: Readonly<Record<string, string>> = { roles: 'role', users: 'user' };

/**
 * The form a page belongs to: its list and records, where its rules are tried and its records shared, its own pages.
 */
export function formOf({ parts }: Place, session: Session): FormOutline | undefined {
  const [first = '', second = ''] = parts;
  if (['forms', 'match', 'sharing', 'deleted'].includes(first)) return session.form(second);
  const id = second === '' ? undefined : formOfPages[first];
  return id === undefined ? undefined : session.formById(id);
}

/** Answers the title of a page for the browser's tab and history. */
export function pageTitle(place: Place, session: Session, domains: readonly Domain[]): string {
  const { parts, path } = place;
  const form = formOf(place, session);
  if (form) {
    const label = say(form.listLabel);
    if (parts[0] === 'match') return msg(str`${label}：匹配测试`, { id: 'match-of' });
    if (parts[0] === 'sharing') return msg(str`${label}：管控与分配`, { id: 'sharing-of-form' });
    if (parts[0] === 'deleted') return msg(str`已删除的${many(form)}`, { id: 'deleted-of' });
    return label;
  }
  if (parts.length === 0) return msg('首页', { id: 'home' });
  if (parts[0] === 'changes') return msg('变更集', { id: 'changes' });
  if (parts[0] === 'design') return msg('表单设计', { id: 'design' });
  if (parts[0] === 'packages') return msg('元数据包', { id: 'packages' });
  if (parts[0] === 'help') return msg('帮助手册', { id: 'help-manual' });
  if (path === '/install') return msg('安装包', { id: 'pkg-install' });
  if (path === '/compare') return msg('参数对比', { id: 'compare' });
  if (path === '/account') return msg('账户与令牌', { id: 'account-and-tokens' });
  const page = pagesWithoutForm([]).find(({ address }) => address === path);
  return (
    page?.text ?? domainPage(domains, path.slice(1))?.text() ?? msg('这里没有页面', { id: 'page-missing' })
  );
}
