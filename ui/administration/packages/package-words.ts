import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Brings, PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { icon } from '../../kit/base/icons.ts';
import { moment } from '../../kit/moment.ts';
import { plural } from '../../session/i18n.ts';
import { localPackage } from './package-data.ts';

/** Joins a name and a moment into a line of small print. */
export function whoWhen(by: string | null | undefined, at: string | null | undefined): string {
  return [by, moment(at)].filter(Boolean).join(' · ');
}

/** Who answers for a package. */
export function originBadge({
  signature,
  origin,
}: Pick<PackageOutline, 'signature' | 'origin'>): TemplateResult {
  if (origin === 'here')
    return html`<span class="badge">${msg('本系统制作', { id: 'pkg-made-here' })}</span>`;
  if (origin === 'server')
    return html`<span class="badge quiet">${msg('随系统提供', { id: 'pkg-with-server' })}</span>`;
  if (!signature)
    return html`<span class="badge warn" title=${unsignedMeans()}>${icon('alert', 12)}${msg('未签名', { id: 'pkg-unsigned' })}</span>`;
  const who = signature.publisher ?? signature.key ?? '';
  if (signature.revokedAt)
    return html`<span class="badge warn"
        title=${moment(signature.revokedAt)}>${icon('alert', 12)}${msg(str`${who}：密钥已撤销`, { id: 'pkg-key-revoked' })}</span>`;
  return signature.trusted
    ? html`<span class="badge ok" title=${signature.key ?? ''}>${icon('shield', 12)}${who}</span>`
    : html`<span class="badge warn"
        title=${signature.key ?? ''}>${icon('alert', 12)}${msg(str`已签名，密钥未受信任：${who}`, { id: 'pkg-key-unknown' })}</span>`;
}

export function unsignedMeans(): string {
  return msg('没有签名：无法确认它由谁制作、途中是否被改过。', { id: 'pkg-unsigned-means' });
}

/** `12 forms · 5 rules`: what there is, most telling first. */
export function broughtText(brings: Brings): TemplateResult | typeof nothing {
  const words: readonly (readonly [keyof Brings, (count: string) => string])[] = [
    ['forms', (count) => plural(msg(str`${count} 个表单`, { id: 'package-forms' }))],
    ['fields', (count) => plural(msg(str`${count} 个字段`, { id: 'pkg-fields' }))],
    ['parameters', (count) => plural(msg(str`${count} 个参数`, { id: 'pkg-parameters' }))],
    ['rules', (count) => plural(msg(str`${count} 条规则`, { id: 'pkg-rules' }))],
    ['records', (count) => plural(msg(str`${count} 条数据`, { id: 'pkg-records' }))],
    ['roles', (count) => plural(msg(str`${count} 个角色`, { id: 'pkg-roles' }))],
    ['templates', (count) => plural(msg(str`${count} 个表单模板`, { id: 'pkg-templates' }))],
    ['prints', (count) => plural(msg(str`${count} 个打印模板`, { id: 'pkg-prints' }))],
    ['reports', (count) => plural(msg(str`${count} 个报表`, { id: 'pkg-reports' }))],
    ['menus', (count) => plural(msg(str`${count} 个菜单`, { id: 'pkg-menus' }))],
    ['cases', (count) => plural(msg(str`${count} 个用例`, { id: 'pkg-cases' }))],
    ['messages', (count) => plural(msg(str`${count} 条文字`, { id: 'pkg-messages' }))],
  ];
  const said = words.flatMap(([name, say]) => (brings[name] > 0 ? [say(brings[name].toLocaleString())] : []));
  return said.length === 0 ? nothing : html`<div>${dotted(said)}</div>`;
}

export function actionWords(action: string): string {
  switch (action) {
    case 'install':
      return msg('新装', { id: 'pkg-action-install' });
    case 'upgrade':
      return msg('升级', { id: 'pkg-action-upgrade' });
    case 'downgrade':
      return msg('降级', { id: 'pkg-action-downgrade' });
    case 'change':
      return msg('同版本有变化', { id: 'pkg-action-change' });
    default:
      return msg('已是这个版本', { id: 'pkg-action-none' });
  }
}

/** Draws the badge that says how a change of tables affects the data in them. */
export function riskBadge(risk: string): TemplateResult {
  if (risk === 'lossy')
    return html`<span class="badge error">${icon('alert', 12)}${msg('会丢数据', { id: 'pkg-risk-lossy' })}</span>`;
  return risk === 'safe'
    ? html`<span class="badge quiet">${msg('无影响', { id: 'pkg-risk-safe' })}</span>`
    : html`<span class="badge warn">${msg('重写表', { id: 'pkg-risk-copies' })}</span>`;
}

/** A package with its version; the customer's own layer by its name. */
export function versionedName(name: string, version: string): string {
  return name === localPackage ? msg('本地调整', { id: 'pkg-local' }) : `${name} ${version}`;
}

export function bytesText(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** Notes on versions without the heading of their file: they stand below one. */
export function withoutTitle(notes: string): string {
  return notes.replace(/^\s*# [^\n]*\n+/, '');
}
