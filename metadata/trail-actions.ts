import type { Label } from './common/label.ts';

/** The actions that the audit trail may tell of, by the name that entries have. */
export type TrailActions = Readonly<Record<string, TrailAction>>;

export interface TrailAction {
  /** Name of the action, for those who filter the trail by it. */
  readonly name: Label;
  /** After the person and before what it was done to. */
  readonly did: Label;
}

/** The actions that the audit trail of any server tells of; domains bring more, and forms name actions of their own. */
export const trailActions: TrailActions = {
  'sign-in': {
    name: { zh: '登录', en: 'Signed in' },
    did: { zh: '登录了系统', en: 'signed in' },
  },
  'sign-in-failed': {
    name: { zh: '登录失败', en: 'Sign-in failed' },
    did: { zh: '没有登录成功', en: 'failed to sign in' },
  },
  'sign-in-held': {
    name: { zh: '登录被推迟', en: 'Sign-in delayed' },
    did: { zh: '登录太频繁，被要求等待：', en: 'tried to sign in too often and had to wait:' },
  },
  refused: {
    name: { zh: '被拒绝', en: 'Refused' },
    did: { zh: '没有权限，被拒绝：', en: 'was refused:' },
  },
  'take-back': {
    name: { zh: '撤销操作', en: 'Undone' },
    did: { zh: '撤销了刚才的操作：', en: 'undid what was just done to' },
  },
  'file-link-made': {
    name: { zh: '生成文件链接', en: 'Made a link to a file' },
    did: { zh: '生成了限时链接：', en: 'made a link for a while to' },
  },
  'file-link-withdrawn': {
    name: { zh: '撤销文件链接', en: 'Withdrew a link to a file' },
    did: { zh: '撤销了限时链接：', en: 'withdrew the link to' },
  },
  'file-link-lost': {
    name: { zh: '文件链接因权限失效', en: 'A link to a file was lost' },
    did: {
      zh: '生成人没有权限了，限时链接从此失效：',
      en: 'was refused by a link whose creator has lost the right:',
    },
  },
  'file-link-used': {
    name: { zh: '文件链接被打开', en: 'A link to a file was used' },
    did: { zh: '凭限时链接第一次下载了', en: 'downloaded by a link, the first time,' },
  },
  'outgoing-failed': {
    name: { zh: '对外发送失败', en: 'Not taken elsewhere' },
    did: { zh: '没有发送成功：', en: 'could not send' },
  },
  'changeset-proposed': {
    name: { zh: '提交变更审批', en: 'Submitted a change set' },
    did: { zh: '提交审批了', en: 'submitted for approval' },
  },
  'changeset-approved': {
    name: { zh: '批准变更', en: 'Approved a change set' },
    did: { zh: '批准了', en: 'approved' },
  },
  'changeset-rejected': {
    name: { zh: '退回变更', en: 'Sent a change set back' },
    did: { zh: '退回了', en: 'sent back' },
  },
  'changeset-scheduled': {
    name: { zh: '定时发布变更', en: 'Scheduled a change set' },
    did: { zh: '定时发布', en: 'scheduled' },
  },
  'changeset-published': {
    name: { zh: '发布变更', en: 'Published a change set' },
    did: { zh: '发布了', en: 'published' },
  },
  'changeset-rolled-back': {
    name: { zh: '发布回滚', en: 'Published a rollback' },
    did: { zh: '发布了回滚', en: 'published the rollback' },
  },
  'changeset-discarded': {
    name: { zh: '放弃变更', en: 'Discarded a change set' },
    did: { zh: '放弃了', en: 'discarded' },
  },
  'changeset-failed': {
    name: { zh: '变更发布失败', en: 'A scheduled change set failed' },
    did: { zh: '没有发布成功', en: 'could not publish' },
  },
  'changeset-accepted': {
    name: { zh: '接受未通过的用例', en: 'Accepted failing cases' },
    did: { zh: '不顾未通过的用例，发布了变更', en: 'published, though cases fail, the change set' },
  },
  'design-propose': {
    name: { zh: '设计提交审批', en: 'Proposed a design' },
    did: { zh: '提交了设计', en: 'proposed the design' },
  },
  'design-approve': {
    name: { zh: '批准设计', en: 'Approved a design' },
    did: { zh: '批准了设计', en: 'approved the design' },
  },
  'design-reject': {
    name: { zh: '退回设计', en: 'Sent a design back' },
    did: { zh: '退回了设计', en: 'sent back the design' },
  },
  'design-schedule': {
    name: { zh: '设计定时发布', en: 'Scheduled a design' },
    did: { zh: '设定了发布时间：', en: 'set a time for the design' },
  },
  'design-unschedule': {
    name: { zh: '取消设计定时', en: 'Unscheduled a design' },
    did: { zh: '取消了发布时间：', en: 'took back the time of the design' },
  },
  create: {
    name: { zh: '新建', en: 'Created' },
    did: { zh: '新建了', en: 'created' },
  },
  update: {
    name: { zh: '修改', en: 'Changed' },
    did: { zh: '修改了', en: 'changed' },
  },
  delete: {
    name: { zh: '删除', en: 'Deleted' },
    did: { zh: '删除了', en: 'deleted' },
  },
  restore: {
    name: { zh: '恢复', en: 'Restored' },
    did: { zh: '恢复了', en: 'restored' },
  },
  enable: {
    name: { zh: '启用', en: 'Enabled' },
    did: { zh: '启用了', en: 'enabled' },
  },
  disable: {
    name: { zh: '禁用', en: 'Disabled' },
    did: { zh: '禁用了', en: 'disabled' },
  },
  assign: {
    name: { zh: '分配', en: 'Assigned' },
    did: { zh: '分配了', en: 'assigned' },
  },
  withdraw: {
    name: { zh: '取消分配', en: 'Withdrawn' },
    did: { zh: '取消分配了', en: 'withdrew' },
  },
  'change-sharing': {
    name: { zh: '更改管控策略', en: 'Sharing changed' },
    did: { zh: '更改了管控策略：', en: 'changed the sharing of' },
  },
  personalise: {
    name: { zh: '个性化', en: 'Personalised' },
    did: { zh: '个性化了', en: 'personalised' },
  },
  depersonalise: {
    name: { zh: '取消个性化', en: 'Own copy dropped' },
    did: { zh: '取消了个性化：', en: 'discarded the own copy of' },
  },
  ship: {
    name: { zh: '元数据包更新', en: 'Updated by its package' },
    did: { zh: '随元数据包更新了', en: 'updated with the package:' },
  },
  transfer: {
    name: { zh: '转让', en: 'Handed over' },
    did: { zh: '转让了', en: 'handed over' },
  },
  import: {
    name: { zh: '导入', en: 'Imported' },
    did: { zh: '导入了', en: 'imported' },
  },
  export: {
    name: { zh: '导出', en: 'Exported' },
    did: { zh: '导出了', en: 'exported' },
  },
  revealed: {
    name: { zh: '查看明文', en: 'Secret revealed' },
    did: { zh: '查看了保密参数的明文：', en: 'was shown the secret' },
  },
  'job-cancelled': {
    name: { zh: '取消任务', en: 'Job cancelled' },
    did: { zh: '取消了后台任务：', en: 'cancelled the job' },
  },
  'job-repeated': {
    name: { zh: '再做一次任务', en: 'Job repeated' },
    did: { zh: '再做了一次后台任务：', en: 'repeated the job' },
  },
  'job-undone': {
    name: { zh: '撤销导入', en: 'Import undone' },
    did: { zh: '撤销了：', en: 'undid' },
  },
  publish: {
    name: { zh: '发布元数据', en: 'Metadata published' },
    did: { zh: '发布了元数据', en: 'published metadata' },
  },
  'model-applied': {
    name: { zh: '应用元数据改动', en: 'Changes of metadata applied' },
    did: { zh: '应用了元数据改动', en: 'applied changes of metadata' },
  },
  'approval-exempt': {
    name: { zh: '未经审批写入', en: 'Written without approval' },
    did: { zh: '未经审批写入了（安装包或命令行）', en: 'wrote without approval (a package or a command):' },
  },
  'package-accepted': {
    name: { zh: '接受来源存疑的包', en: 'Doubtful package accepted' },
    did: { zh: '接受了来源存疑的包', en: 'accepted a doubtful package:' },
  },
  'package-uninstalled': {
    name: { zh: '卸载包', en: 'Package uninstalled' },
    did: { zh: '卸载了包', en: 'uninstalled the package' },
  },
  'package-designed': {
    name: { zh: '更改包的设计位置', en: 'Where a package is designed changed' },
    did: { zh: '更改了在哪里设计包', en: 'changed where a package is designed:' },
  },
  'archive-dropped': {
    name: { zh: '删除归档', en: 'Archive deleted' },
    did: { zh: '删除了归档：', en: 'deleted the archive of' },
  },
  'key-trusted': {
    name: { zh: '信任发布者密钥', en: 'Publisher’s key trusted' },
    did: { zh: '信任了发布者的密钥', en: 'trusted the key of a publisher' },
  },
  'key-revoked': {
    name: { zh: '撤销发布者密钥', en: 'Publisher’s key revoked' },
    did: { zh: '撤销了发布者的密钥', en: 'revoked the key of a publisher' },
  },
  'password-changed': {
    name: { zh: '修改密码', en: 'Own password changed' },
    did: { zh: '修改了自己的密码', en: 'changed their own password' },
  },
  'password-set': {
    name: { zh: '重设密码', en: 'Password set' },
    did: { zh: '重设了用户密码：', en: 'reset the password of' },
  },
  'authenticator-added': {
    name: { zh: '添加验证器应用', en: 'Authenticator app added' },
    did: { zh: '添加了验证器应用', en: 'added an authenticator app' },
  },
  'authenticator-removed': {
    name: { zh: '移除验证器应用', en: 'Authenticator app removed' },
    did: { zh: '移除了自己的一个验证器应用', en: 'removed one of their authenticator apps' },
  },
  'authenticators-removed': {
    name: { zh: '关闭两步验证', en: 'Two-step verification turned off' },
    did: { zh: '移除了用户的全部验证器应用：', en: 'removed all authenticator apps of' },
  },
  'recovery-code-used': {
    name: { zh: '使用恢复码', en: 'Recovery code used' },
    did: { zh: '用恢复码代替验证码登录', en: 'signed in with a recovery code instead of the app' },
  },
  'recovery-codes-renewed': {
    name: { zh: '更换恢复码', en: 'Recovery codes replaced' },
    did: { zh: '更换了自己的恢复码', en: 'replaced their recovery codes' },
  },
  'password-forgotten': {
    name: { zh: '忘记密码', en: 'Password forgotten' },
    did: { zh: '要求重设密码的链接，用户：', en: 'a link to reset the password was asked for:' },
  },
  'reset-mail-failed': {
    name: { zh: '重设链接未送出', en: 'Reset link not sent' },
    did: { zh: '没能送出重设密码的链接，用户：', en: 'the link to reset the password could not be sent:' },
  },
  'password-reset': {
    name: { zh: '用链接重设密码', en: 'Password reset by link' },
    did: { zh: '用邮件中的链接重设了自己的密码', en: 'reset their password by the link in an e-mail' },
  },
  'seeing-began': {
    name: { zh: '以用户身份查看', en: 'Seen as a user' },
    did: { zh: '开始以用户的身份查看：', en: 'began to see as' },
  },
  'seeing-ended': {
    name: { zh: '结束以用户身份查看', en: 'Seeing as a user ended' },
    did: { zh: '不再以用户的身份查看：', en: 'stopped seeing as' },
  },
  'sessions-ended': {
    name: { zh: '结束登录', en: 'Sessions ended' },
    did: { zh: '结束了登录：', en: 'ended sessions of' },
  },
  'accounts-unlinked': {
    name: { zh: '解除登录账号对应', en: 'Accounts unlinked' },
    did: { zh: '解除了登录提供方账号的对应：', en: 'unlinked the sign-in accounts of' },
  },
  'token-created': {
    name: { zh: '新建令牌', en: 'Token created' },
    did: { zh: '新建了访问令牌', en: 'made the access token' },
  },
  'history-thinned': {
    name: { zh: '清理历史', en: 'History deleted' },
    did: { zh: '按保存期限清理了历史版本', en: 'deleted former versions, as the retention settings say' },
  },
  'audit-thinned': {
    name: { zh: '清理日志', en: 'Audit trail deleted' },
    did: { zh: '按保存期限清理了操作日志', en: 'deleted audit entries, as the retention settings say' },
  },
  'passing-thinned': {
    name: { zh: '清理任务和发送记录', en: 'Jobs and messages deleted' },
    did: {
      zh: '按保存期限清理了任务和发送记录',
      en: 'deleted jobs, runs and sent messages, as the retention settings say',
    },
  },
  'token-revoked': {
    name: { zh: '吊销令牌', en: 'Token revoked' },
    did: { zh: '吊销了访问令牌', en: 'revoked the access token' },
  },
  'demo-loaded': {
    name: { zh: '载入演示数据', en: 'Demo data loaded' },
    did: { zh: '载入了演示数据', en: 'loaded the demo data' },
  },
  backup: {
    name: { zh: '备份', en: 'Backed up' },
    did: { zh: '备份到了', en: 'backed up to' },
  },
  'backup-made': {
    name: { zh: '自动备份', en: 'Backup made' },
    did: { zh: '做了备份', en: 'made the backup' },
  },
  'backup-failed': {
    name: { zh: '自动备份失败', en: 'Backup failed' },
    did: { zh: '没有做成备份', en: 'could not make the backup' },
  },
  'backup-tried': {
    name: { zh: '试恢复备份', en: 'Backup restored on trial' },
    did: { zh: '试恢复了备份', en: 'restored on trial the backup' },
  },
  'backup-unfit': {
    name: { zh: '备份无法恢复', en: 'Backup not restorable' },
    did: { zh: '试恢复没有成功：备份', en: 'could not restore on trial the backup' },
  },
  repaired: {
    name: { zh: '修复数据', en: 'Data repaired' },
    did: { zh: '修复了数据', en: 'repaired data' },
  },
};
