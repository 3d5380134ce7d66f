import { msg } from '@lit/localize';

const words: Readonly<Record<string, () => string>> = {
  'sign-in': () => msg('登录', { id: 'audit-sign-in' }),
  'sign-in-failed': () => msg('登录失败', { id: 'audit-sign-in-failed' }),
  refused: () => msg('被拒绝', { id: 'audit-refused' }),
  create: () => msg('新增', { id: 'audit-create' }),
  update: () => msg('修改', { id: 'audit-update' }),
  delete: () => msg('删除', { id: 'audit-delete' }),
  restore: () => msg('恢复', { id: 'audit-restore' }),
  enable: () => msg('启用', { id: 'audit-enable' }),
  disable: () => msg('禁用', { id: 'audit-disable' }),
  assign: () => msg('分配', { id: 'audit-assign' }),
  withdraw: () => msg('取消分配', { id: 'audit-withdraw' }),
  personalise: () => msg('个性化', { id: 'audit-personalise' }),
  transfer: () => msg('移交', { id: 'audit-transfer' }),
  export: () => msg('导出', { id: 'audit-export' }),
  publish: () => msg('发布元数据', { id: 'audit-publish' }),
  'model-applied': () => msg('接口发布元数据', { id: 'audit-model-applied' }),
  'password-changed': () => msg('修改密码', { id: 'audit-password-changed' }),
  'password-set': () => msg('重设密码', { id: 'audit-password-set' }),
  'token-created': () => msg('新建令牌', { id: 'audit-token-created' }),
  'token-revoked': () => msg('吊销令牌', { id: 'audit-token-revoked' }),
  'demo-loaded': () => msg('载入演示数据', { id: 'audit-demo-loaded' }),
  backup: () => msg('备份', { id: 'audit-backup' }),
};

/** Those one can ask for. */
export const auditActions: readonly string[] = Object.keys(words);

/** What was done, in words; an action nobody gave words to says its name. */
export function auditAction(name: string): string {
  return words[name]?.() ?? name;
}
