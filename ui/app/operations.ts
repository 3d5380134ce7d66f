import { msg } from '@lit/localize';
import type { Domain } from '../domain.ts';
import { formAddress } from '../session/form-address.ts';
import { session } from '../session/session.ts';

export interface Operation {
  readonly address: string;
  readonly text: string;
  /** The pinyin of its Chinese name. */
  readonly pinyin: string;
  /** Path of the menu's folder in which it stands. Default: that of operations. */
  readonly menu?: string;
}

/** In place of the path of a folder: such a page stands above all of them. */
export const onTop = '#top';

/** Pages that belong to no form, for whoever may open them; those a form of the menu leads to are found there. */
export function operations(domains: readonly Domain[]): readonly Operation[] {
  const { who } = session;
  if (!who) return [];
  const led = new Set(session.forms.map(formAddress));
  const may = ({ address, may: own }: Listed) =>
    own?.() ??
    (who.administers ||
      (who.parameters && withParameters.has(address)) ||
      (who.designs && address === '/design'));
  return pagesWithoutForm(domains).filter((page) => may(page) && !led.has(page.address));
}

/** For whoever sees parameters, too. */
const withParameters: ReadonlySet<string> = new Set(['/parameters', '/changes']);

interface Listed extends Operation {
  /** Default: whoever administers, and for some pages those who are named above. */
  readonly may?: () => boolean;
}

/** Answers the pages of the platform that belong to no form, and those that domains list. */
export function pagesWithoutForm(domains: readonly Domain[]): readonly Listed[] {
  const page = (address: string, text: string, pinyin: string): Operation => ({ address, text, pinyin });
  return [
    page('/organisations', msg('组织树', { id: 'organisation-tree' }), 'zu zhi shu'),
    page('/organisation-map', msg('组织图', { id: 'org-map' }), 'zu zhi tu'),
    page('/parameters', msg('参数', { id: 'parameters' }), 'can shu'),
    page('/changes', msg('变更', { id: 'changes' }), 'bian geng'),
    ...domains.flatMap(ofDomain),
    { ...page('/inbox', msg('收件箱', { id: 'inbox' }), 'shou jian xiang'), may: () => true, menu: onTop },
    page('/jobs', msg('后台任务', { id: 'jobs' }), 'hou tai ren wu'),
    page('/audit', msg('审计记录', { id: 'audit-trail' }), 'shen ji ji lu'),
    page('/design', msg('设计', { id: 'design' }), 'she ji'),
    page('/packages', msg('元数据包', { id: 'packages' }), 'yuan shu ju bao'),
    page('/health', msg('运行状态', { id: 'health' }), 'yun xing zhuang tai'),
    page('/docs', msg('接口文档', { id: 'api-docs' }), 'jie kou wen dang'),
  ];
}

function ofDomain({ pages = {} }: Domain): readonly Listed[] {
  return Object.entries(pages).flatMap(([name, { text, listed }]) =>
    listed ? [{ address: `/${name}`, text: text(), ...listed }] : [],
  );
}
