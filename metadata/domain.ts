import type { Label } from './common/label.ts';

/**
 * Says as data what packages may speak of because a domain is there. Whoever starts lists the domains, and the compiler
 * and the designer are handed what all of them know.
 */
export interface Domain {
  /** Capabilities that actions of forms may name. */
  readonly capabilities: readonly string[];
  /** Icons that forms and folders of the menu may be drawn with, each with a label of the picture. */
  readonly icons: Readonly<Record<string, Label>>;
}

/** All names that packages may use on a server. */
export interface Known extends Domain {
  /** Checks of whole records that forms may name. */
  readonly checks: readonly string[];
}

/** The names that packages may use on any server. */
const platform: Domain = {
  capabilities: ['set-fields'],
  icons: {
    automation: { zh: '自动化', en: 'Automation' },
    book: { zh: '书本', en: 'Book' },
    box: { zh: '箱子', en: 'Box' },
    calendar: { zh: '日历', en: 'Calendar' },
    camera: { zh: '相机', en: 'Camera' },
    clock: { zh: '时钟', en: 'Clock' },
    company: { zh: '企业', en: 'Company' },
    data: { zh: '资料', en: 'Data' },
    file: { zh: '文件', en: 'File' },
    finance: { zh: '财务', en: 'Finance' },
    goods: { zh: '货物', en: 'Goods' },
    home: { zh: '房屋', en: 'House' },
    image: { zh: '影像', en: 'Image' },
    key: { zh: '钥匙', en: 'Key' },
    layers: { zh: '层叠', en: 'Layers' },
    link: { zh: '链接', en: 'Link' },
    list: { zh: '清单', en: 'List' },
    mail: { zh: '邮件', en: 'Mail' },
    org: { zh: '组织', en: 'Organisation' },
    people: { zh: '人员', en: 'People' },
    pin: { zh: '图钉', en: 'Pin' },
    scan: { zh: '扫码', en: 'Scan' },
    services: { zh: '服务', en: 'Services' },
    settings: { zh: '设置', en: 'Settings' },
    shield: { zh: '盾牌', en: 'Shield' },
    star: { zh: '星', en: 'Star' },
    user: { zh: '个人', en: 'Person' },
    workflow: { zh: '流程', en: 'Workflow' },
  },
};

/** Lists the names that packages may use on a server with these domains and checks. */
export function knownWith(domains: readonly Domain[], checks: readonly string[]): Known {
  const all = [platform, ...domains];
  return {
    checks,
    capabilities: all.flatMap(({ capabilities }) => capabilities),
    icons: Object.fromEntries(all.flatMap(({ icons }) => Object.entries(icons)).sort(byName)),
  };
}

function byName([a]: readonly [string, Label], [b]: readonly [string, Label]): number {
  return a < b ? -1 : 1;
}
