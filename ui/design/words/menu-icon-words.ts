import { msg } from '@lit/localize';
import type { MenuIcon } from '../../../metadata/package-choices.ts';

/** What the drawing of a folder shows. */
export function menuIconWords(icon: MenuIcon): string {
  const words: Readonly<Record<MenuIcon, string>> = {
    automation: msg('自动化', { id: 'menu-icon-automation' }),
    company: msg('企业', { id: 'menu-icon-company' }),
    customs: msg('海关', { id: 'menu-icon-customs' }),
    data: msg('资料', { id: 'menu-icon-data' }),
    finance: msg('财务', { id: 'menu-icon-finance' }),
    goods: msg('货物', { id: 'menu-icon-goods' }),
    image: msg('影像', { id: 'menu-icon-image' }),
    invoice: msg('发票', { id: 'menu-icon-invoice' }),
    issue: msg('开票', { id: 'menu-icon-issue' }),
    mail: msg('邮件', { id: 'menu-icon-mail' }),
    people: msg('人员', { id: 'menu-icon-people' }),
    receive: msg('收票', { id: 'menu-icon-receive' }),
    scan: msg('扫码', { id: 'menu-icon-scan' }),
    services: msg('服务', { id: 'menu-icon-services' }),
    settings: msg('设置', { id: 'menu-icon-settings' }),
    shield: msg('盾牌', { id: 'menu-icon-shield' }),
    workflow: msg('流程', { id: 'menu-icon-workflow' }),
  };
  return words[icon];
}
