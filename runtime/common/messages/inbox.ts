import type { Label } from '../../../metadata/common/label.ts';

/** What the inbox refuses. */
export const inboxMessages = {
  'inbox-item-unknown': {
    zh: '收件箱中已没有这一事项：可能已被处理',
    en: 'This item is no longer in your inbox; it may have been dealt with',
  },
  'inbox-item-moved': {
    zh: '这一事项有了新情况，请刷新后再标记为办完',
    en: 'There is something new about this item; refresh, then mark it as done',
  },
  'inbox-snoozed-too-long': {
    zh: '最多可推迟一年',
    en: 'An item can be snoozed for a year at most',
  },
  'inbox-colleague-may-not-see': {
    zh: '该同事没有处理这一事项的权限，不能交给他',
    en: 'This colleague has no right to deal with the item, so it cannot be given to them',
  },
} as const satisfies Readonly<Record<string, Label>>;

/** What the inbox tells, and by what. */
export const inboxTexts: Readonly<Record<string, Label>> = {
  'inbox-words': { zh: '{text}', en: '{text}' },
  'inbox-given-reason': { zh: '{by}：{reason}', en: '{by}: {reason}' },
  'inbox-record': { zh: '{form} {name}', en: '{form:inside} {name}' },
  'inbox-mail-subject': { zh: '有 {count} 项需要您处理', en: '{count|item needs|items need} you' },
  'inbox-mail-hello': {
    zh: '{name}，您好：收件箱中有 {count} 项需要您处理。',
    en: 'Hello {name},\n\nyour inbox has {count|item|items} for you.',
  },
  'inbox-mail-more': {
    zh: '还有 {more} 项，请在收件箱中查看。',
    en: '{more|more item is|more items are} in the inbox.',
  },
  'inbox-mail-all': { zh: '打开收件箱：', en: 'Open the inbox: ' },
  'inbox-mail-end': {
    zh: '这封邮件每天最多一封，可在“账户与令牌”中停发：',
    en: 'You get this mail once a day at most. To stop it, open Account and tokens: ',
  },
  'inbox-see-all': { zh: '查看全部', en: 'See all' },
  'inbox-of-approvals': { zh: '单据审核', en: 'Documents to approve' },
  'inbox-document-approve': { zh: '{action}{form} {name}', en: '{action} {form:inside} {name}' },
  'inbox-document-approve-now': { zh: '审核', en: 'Review' },
  'inbox-document-approve-more': { zh: '{action}：还有更多{form}', en: '{action}: more {form:inside}' },
  'inbox-document-draft': { zh: '未提交的{form} {name}', en: 'Draft {form:inside} {name}' },
  'inbox-document-draft-more': { zh: '还有更多未提交的{form}', en: 'More drafts of {form:inside}' },
  'inbox-document-next': { zh: '{action}：{form} {name}', en: '{action}: {form:inside} {name}' },
  'inbox-document-next-more': { zh: '{action}：还有更多{form}', en: '{action}: more {form:inside}' },
  'inbox-document-sent-back': { zh: '被退回的{form} {name}', en: '{form} {name} was sent back' },
  'inbox-of-jobs': { zh: '后台任务', en: 'Jobs' },
  'inbox-of-change-sets': { zh: '变更', en: 'Changes' },
  'inbox-of-designs': { zh: '设计', en: 'Designs' },
  'inbox-of-backups': { zh: '自动备份', en: 'Scheduled backups' },
  'inbox-of-hosts': { zh: '允许访问的主机', en: 'Allowed hosts' },
  'inbox-of-packages': { zh: '元数据包的新版本', en: 'New versions of packages' },
  'inbox-of-tokens': { zh: '访问令牌', en: 'Access tokens' },
  'inbox-job-failed': { zh: '{name}失败', en: '{name} failed' },
  'inbox-job-all-failed': {
    zh: '{name}：{failed} 条全部失败',
    en: '{name}: {failed|record|records} failed, none succeeded',
  },
  'inbox-job-partly-failed': {
    zh: '{name}：{failed} 条失败',
    en: '{name}: {failed|record|records} failed',
  },
  'inbox-job-flaws': {
    zh: '{name}：有问题 {failed} 条，尚未导入',
    en: '{name}: {failed|row has a problem|rows have problems}; nothing is imported yet',
  },
  'inbox-job-look': { zh: '查看原因', en: 'See what failed' },
  'inbox-job-mend': { zh: '修改后重新导入', en: 'Correct and import again' },
  'inbox-news': { zh: '{by}更新了“{form}”', en: '{by} changed “{form}”' },
  'inbox-set-approve': { zh: '审批变更集：{name}', en: 'Approve: {name}' },
  'inbox-set-failed': { zh: '变更集未发布：{name}', en: 'Not published: {name}' },
  'inbox-set-draft': { zh: '未提交的变更集：{name}', en: 'Changes not submitted: {name}' },
  'inbox-set-by': { zh: '{by}提交，{count} 处改动', en: 'From {by}, {count|change|changes}' },
  'inbox-set-count': { zh: '{count} 处变更', en: '{count|change|changes}' },
  'inbox-approve': { zh: '审批', en: 'Review' },
  'inbox-go-on': { zh: '继续', en: 'Continue' },
  'inbox-design-approve': { zh: '批准设计：{name}', en: 'Approve the design: {name}' },
  'inbox-design-rejected': { zh: '设计被退回：{name}', en: 'Design sent back: {name}' },
  'inbox-design-failed': { zh: '设计没有按时发布：{name}', en: 'Design not published on time: {name}' },
  'inbox-design-draft': { zh: '未发布的设计：{name}', en: 'Unpublished design: {name}' },
  'inbox-design-by': { zh: '{by}提交', en: 'From {by}' },
  'inbox-hosts': { zh: '{count} 个主机等待允许访问', en: '{count|host waits|hosts wait} to be allowed' },
  'inbox-hosts-why': {
    zh: '允许之前，服务器不会访问它们，相关的发送会失败',
    en: 'The server does not call them until you allow it; whatever is sent there fails',
  },
  'inbox-hosts-judge': { zh: '逐个判断', en: 'Review hosts' },
  'inbox-backup-failed': { zh: '自动备份失败', en: 'The scheduled backup failed' },
  'inbox-backup-late': { zh: '自动备份已过期未成', en: 'No backup has been made for too long' },
  'inbox-backup-late-why': {
    zh: '到期后没有服务器完成备份。请打开运行状态，查看下一次备份并立即备份',
    en: 'It was due, and no server has completed one. Open the health page, check the next backup, and back up now',
  },
  'inbox-backup-unfit': { zh: '备份 {archive} 无法恢复', en: 'The backup {archive} cannot be restored' },
  'inbox-backup-look': { zh: '查看运行状态', en: 'Open health' },
  'inbox-of-audit-forward': { zh: '审计记录转发', en: 'Forwarding the audit trail' },
  'inbox-audit-forward': {
    zh: '审计记录没有转发出去：{count} 条等待',
    en: 'The audit trail is not being forwarded: {count|entry waits|entries wait}',
  },
  'inbox-audit-forward-why': {
    zh: '接收的服务器没有收下：{reason}。恢复后会按顺序补发，不会丢失',
    en: 'The receiving server does not take entries: {reason}. Once it does, all of them are sent in order; none is lost',
  },
  'inbox-audit-forward-look': { zh: '查看运行状态', en: 'Open Health' },
  'inbox-newer': { zh: '{package}可升级到 {version}', en: '{package} can be upgraded to {version}' },
  'inbox-newer-plan': { zh: '查看升级内容', en: 'See what it changes' },
  'inbox-token': { zh: '访问令牌“{name}”即将到期', en: 'The access token “{name}” is about to expire' },
  'inbox-token-over': { zh: '访问令牌“{name}”已到期', en: 'The access token “{name}” has expired' },
  'inbox-token-of': {
    zh: '“{user}”的访问令牌“{name}”即将到期',
    en: 'The access token “{name}” of {user} is about to expire',
  },
  'inbox-token-of-over': {
    zh: '“{user}”的访问令牌“{name}”已到期',
    en: 'The access token “{name}” of {user} has expired',
  },
  'inbox-token-why': {
    zh: '到期后使用它的程序将无法访问',
    en: 'Programs that use it are refused from then on',
  },
  'inbox-token-renew': { zh: '换发令牌', en: 'Make a new one' },
  'inbox-token-extend': { zh: '延长有效期', en: 'Extend it' },
};
