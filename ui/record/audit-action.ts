import { msg, str } from '@lit/localize';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';

interface Words {
  /** What one can ask for. */
  readonly name: () => string;
  /** After the person and before what it was done to. */
  readonly did: () => string;
}

const words: Readonly<Record<string, Words>> = {
  'sign-in': {
    name: () => msg('登录', { id: 'audit-sign-in' }),
    did: () => msg('登录了系统', { id: 'did-sign-in' }),
  },
  'sign-in-failed': {
    name: () => msg('登录失败', { id: 'audit-sign-in-failed' }),
    did: () => msg('没有登录成功', { id: 'did-sign-in-failed' }),
  },
  'sign-in-held': {
    name: () => msg('登录被推迟', { id: 'audit-sign-in-held' }),
    did: () => msg('登录太频繁，被要求等待：', { id: 'did-sign-in-held' }),
  },
  refused: {
    name: () => msg('被拒绝', { id: 'audit-refused' }),
    did: () => msg('没有权限，被拒绝：', { id: 'did-refused' }),
  },
  create: {
    name: () => msg('新建', { id: 'audit-create' }),
    did: () => msg('新建了', { id: 'did-create' }),
  },
  update: {
    name: () => msg('修改', { id: 'audit-update' }),
    did: () => msg('修改了', { id: 'did-update' }),
  },
  delete: {
    name: () => msg('删除', { id: 'audit-delete' }),
    did: () => msg('删除了', { id: 'did-delete' }),
  },
  restore: {
    name: () => msg('恢复', { id: 'audit-restore' }),
    did: () => msg('恢复了', { id: 'did-restore' }),
  },
  enable: {
    name: () => msg('启用', { id: 'audit-enable' }),
    did: () => msg('启用了', { id: 'did-enable' }),
  },
  disable: {
    name: () => msg('禁用', { id: 'audit-disable' }),
    did: () => msg('禁用了', { id: 'did-disable' }),
  },
  assign: {
    name: () => msg('分配', { id: 'audit-assign' }),
    did: () => msg('分配了', { id: 'did-assign' }),
  },
  withdraw: {
    name: () => msg('取消分配', { id: 'audit-withdraw' }),
    did: () => msg('取消分配了', { id: 'did-withdraw' }),
  },
  'change-sharing': {
    name: () => msg('更改管控策略', { id: 'audit-change-sharing' }),
    did: () => msg('更改了管控策略：', { id: 'did-change-sharing' }),
  },
  personalise: {
    name: () => msg('个性化', { id: 'audit-personalise' }),
    did: () => msg('个性化了', { id: 'did-personalise' }),
  },
  depersonalise: {
    name: () => msg('取消个性化', { id: 'audit-depersonalise' }),
    did: () => msg('取消了个性化：', { id: 'did-depersonalise' }),
  },
  ship: {
    name: () => msg('应用包更新', { id: 'audit-ship' }),
    did: () => msg('随应用包更新了', { id: 'did-ship' }),
  },
  transfer: {
    name: () => msg('转让', { id: 'audit-transfer' }),
    did: () => msg('转让了', { id: 'did-transfer' }),
  },
  import: {
    name: () => msg('导入', { id: 'audit-import' }),
    did: () => msg('导入了', { id: 'did-import' }),
  },
  export: {
    name: () => msg('导出', { id: 'audit-export' }),
    did: () => msg('导出了', { id: 'did-export' }),
  },
  'job-cancelled': {
    name: () => msg('取消任务', { id: 'audit-job-cancelled' }),
    did: () => msg('取消了后台任务：', { id: 'did-job-cancelled' }),
  },
  publish: {
    name: () => msg('发布元数据', { id: 'audit-publish' }),
    did: () => msg('发布了元数据', { id: 'did-publish' }),
  },
  'model-applied': {
    name: () => msg('接口发布元数据', { id: 'audit-model-applied' }),
    did: () => msg('通过接口发布了元数据', { id: 'did-model-applied' }),
  },
  'password-changed': {
    name: () => msg('修改密码', { id: 'audit-password-changed' }),
    did: () => msg('修改了自己的密码', { id: 'did-password-changed' }),
  },
  'password-set': {
    name: () => msg('重设密码', { id: 'audit-password-set' }),
    did: () => msg('重设了用户密码：', { id: 'did-password-set' }),
  },
  'token-created': {
    name: () => msg('新建令牌', { id: 'audit-token-created' }),
    did: () => msg('新建了访问令牌', { id: 'did-token-created' }),
  },
  'token-revoked': {
    name: () => msg('吊销令牌', { id: 'audit-token-revoked' }),
    did: () => msg('吊销了访问令牌', { id: 'did-token-revoked' }),
  },
  'demo-loaded': {
    name: () => msg('载入演示数据', { id: 'audit-demo-loaded' }),
    did: () => msg('载入了演示数据', { id: 'did-demo-loaded' }),
  },
  backup: {
    name: () => msg('备份', { id: 'audit-backup' }),
    did: () => msg('备份到了', { id: 'did-backup' }),
  },
};

/** Those one can ask for. */
export const auditActions: readonly string[] = Object.keys(words);

/** What was done, in words: the platform's own, or those the form gives its actions. */
export function auditAction(name: string, form?: Pick<FormModel, 'actions'>): string {
  const own = form?.actions.find((action) => action.name === name);
  return words[name]?.name() ?? (own ? say(own.label) : name);
}

/** The middle of the sentence: between who did it and what it was done to. */
export function auditDid(name: string): string {
  return words[name]?.did() ?? msg(str`执行了“${name}”：`, { id: 'did-other' });
}
