import { msg } from '@lit/localize';
import type { Domain } from '../domain.ts';
import type { IconName } from '../kit/base/icons.ts';
import { designCalled } from '../session/design-called.ts';
import { formAddress } from '../session/form-address.ts';
import type { Space } from '../session/menu-spaces.ts';
import { session } from '../session/session.ts';

export interface Operation {
  readonly address: string;
  readonly text: string;
  /** Other names that find it. Default: none. */
  readonly also?: readonly string[];
  /** The pinyin of its Chinese name. */
  readonly pinyin: string;
  readonly icon: IconName;
  /** The space of the menu in which it stands. */
  readonly space: Space;
  /** Path of the menu's folder in which it stands, where that has forms of the space. Default: above all folders. */
  readonly menu?: string;
}

/** In place of the path of a folder: such a page stands above all spaces. */
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
  const page = (
    address: string,
    text: string,
    { pinyin, icon, space }: Pick<Operation, 'pinyin' | 'icon' | 'space'>,
  ): Operation => ({ address, text, pinyin, icon, space });
  const rules = (pinyin: string, icon: IconName) => ({ pinyin, icon, space: 'rules' }) as const;
  const runs = (pinyin: string, icon: IconName) => ({ pinyin, icon, space: 'administration' }) as const;
  return [
    page('/organisations', msg('组织树', { id: 'organisation-tree' }), runs('zu zhi shu', 'org')),
    page('/organisation-map', msg('组织图', { id: 'org-map' }), runs('zu zhi tu', 'company')),
    page('/parameters', msg('参数', { id: 'parameters' }), rules('can shu', 'settings')),
    page('/changes', msg('变更集', { id: 'changes' }), rules('bian geng', 'basket')),
    ...domains.flatMap(ofDomain),
    {
      ...page('/inbox', msg('收件箱', { id: 'inbox' }), runs('shou jian xiang', 'inbox')),
      may: () => true,
      menu: onTop,
    },
    {
      ...page('/help', msg('帮助手册', { id: 'help-manual' }), runs('bang zhu shou ce', 'book')),
      also: ['帮助手册', 'help', 'manual'],
      may: () => true,
      menu: onTop,
    },
    page('/jobs', msg('后台任务', { id: 'jobs' }), runs('hou tai ren wu', 'clock')),
    page('/audit', msg('审计记录', { id: 'audit-trail' }), runs('shen ji ji lu', 'history')),
    {
      ...page('/design', msg('表单设计', { id: 'design' }), rules('biao dan she ji', 'edit')),
      also: designCalled,
    },
    page('/packages', msg('元数据包', { id: 'packages' }), runs('yuan shu ju bao', 'layers')),
    page('/health', msg('运行状态', { id: 'health' }), runs('yun xing zhuang tai', 'chart')),
    page('/docs', msg('接口文档', { id: 'api-docs' }), runs('jie kou wen dang', 'book')),
  ];
}

function ofDomain({ pages = {} }: Domain): readonly Listed[] {
  return Object.entries(pages).flatMap(([name, { text, listed }]) =>
    listed ? [{ address: `/${name}`, text: text(), ...listed }] : [],
  );
}
