import type { Label } from '../../../metadata/common/label.ts';

/** What the inbox tells of issuing. */
export const inboxTexts = {
  'inbox-of-issuing': { zh: '开票', en: 'Issuing' },
  'inbox-of-limits': { zh: '额度与许可', en: 'Limits and licences' },
  'inbox-of-messages': { zh: '发送失败的消息', en: 'Messages that failed' },
  'inbox-issue-failed': { zh: '开票失败：{why}', en: 'Issuing failed: {why}' },
  'inbox-issue-failed-else': { zh: '开票失败：其他原因', en: 'Issuing failed for other reasons' },
  'inbox-invoices': { zh: '{count} 张待开发票', en: '{count|pending invoice|pending invoices}' },
  'inbox-mend-invoices': { zh: '处理后重新开票', en: 'Correct and issue again' },
  'inbox-held': { zh: '申请单已挂起：{name}', en: 'Application on hold: {name}' },
  'inbox-held-more': { zh: '还有更多挂起的申请单', en: 'More applications are on hold' },
  'inbox-held-open': { zh: '处理', en: 'Resolve' },
  'inbox-confirmation': { zh: '处理红字确认单 {name}', en: 'Respond to red confirmation {name}' },
  'inbox-confirmation-issue': {
    zh: '开具红字发票：红字确认单 {name} 已确认',
    en: 'Issue the red invoice: red confirmation {name} is confirmed',
  },
  'inbox-confirmation-enter': {
    zh: '红字确认单 {name} 待录入税局',
    en: 'Red confirmation {name} is to be entered at the bureau',
  },
  'inbox-confirmation-see': { zh: '查看', en: 'View' },
  'inbox-confirmation-more': {
    zh: '还有更多红字确认单等我方处理',
    en: 'More red confirmations await your response',
  },
  'inbox-confirmation-why': {
    zh: '逾期未确认的红字确认单将自动作废',
    en: 'If it is not confirmed in time, it expires',
  },
  'inbox-confirmation-open': { zh: '查看并答复', en: 'Review and respond' },
  'inbox-summary': {
    zh: '确认{organisation} {month} 的乐企汇总',
    en: 'Confirm the Leqi summary of {organisation} for {month}',
  },
  'inbox-summary-why': {
    zh: '到期未确认将自动确认',
    en: 'If it is not confirmed in time, it is confirmed automatically',
  },
  'inbox-summary-open': { zh: '核对', en: 'Check it' },
  'inbox-quota-out': {
    zh: '{organisation}的本月发票额度已用完',
    en: '{organisation} has used up this month’s invoice quota',
  },
  'inbox-quota-used': {
    zh: '{organisation}的本月发票额度已用 {share}% 以上',
    en: '{organisation} has used over {share}% of this month’s invoice quota',
  },
  'inbox-quota-rest': { zh: '剩余 {left:money}', en: '{left:money} left' },
  'inbox-quota-pace': {
    zh: '剩余 {left:money}，按目前速度将于 {date} 用完',
    en: '{left:money} left; at this pace it runs out on {date}',
  },
  'inbox-credit-day': {
    zh: '{name}今天的授信已用 95% 以上',
    en: '{name} has used over 95% of today’s credit',
  },
  'inbox-credit-day-out': { zh: '{name}今天的授信已用完', en: '{name} has used up today’s credit' },
  'inbox-credit-month': {
    zh: '{name}本月的授信已用 95% 以上',
    en: '{name} has used over 95% of this month’s credit',
  },
  'inbox-credit-month-out': { zh: '{name}本月的授信已用完', en: '{name} has used up this month’s credit' },
  'inbox-licences-few': {
    zh: '{name}的开票许可只剩 {left} 个',
    en: '{name} has {left|issuing licence|issuing licences} left',
  },
  'inbox-licences-out': {
    zh: '{name}的 {total} 个开票许可已用完',
    en: '{name} has used all {total} issuing licences',
  },
  'inbox-limit-open': { zh: '查看额度', en: 'See the limit' },
  'inbox-unsent': {
    zh: '{count} 条{form}没有发出',
    en: '{count|message was|messages were} not sent: {form:inside}',
  },
  'inbox-unsent-open': { zh: '查看原因并重新发送', en: 'See why and send again' },
  'inbox-runs': { zh: '{count} 次{form}没有全部完成', en: '{count|run|runs} not completed: {form:inside}' },
  'inbox-runs-open': { zh: '查看并重新执行', en: 'Look into it and run again' },
} as const satisfies Readonly<Record<string, Label>>;
