import type { TrailActions } from '../../metadata/trail-actions.ts';

/** The actions on invoices and on the credit they take that the audit trail tells of. */
export const trailActions: TrailActions = {
  issued: {
    name: { zh: '已开具', en: 'Issued' },
    did: { zh: '已开具', en: 'issued' },
  },
  failed: {
    name: { zh: '开票失败', en: 'Issuing failed' },
    did: { zh: '没有开成', en: 'could not issue' },
  },
  stop: {
    name: { zh: '要求停止开票', en: 'Stop asked for' },
    did: { zh: '要求停止开具', en: 'asked to stop issuing' },
  },
  stopped: {
    name: { zh: '已停止开票', en: 'Issuing stopped' },
    did: { zh: '停止开具了', en: 'stopped issuing' },
  },
  voided: {
    name: { zh: '已作废', en: 'Voided' },
    did: { zh: '已作废', en: 'voided' },
  },
  answered: {
    name: { zh: '税局已答复', en: 'Answered by the bureau' },
    did: { zh: '取得了税局的答复：', en: 'had the bureau’s answer on' },
  },
  edited: {
    name: { zh: '待开已修改', en: 'Edited while pending' },
    did: { zh: '修改了待开金额，差额记入', en: 'edited amounts while pending, and noted the difference on' },
  },
  use: {
    name: { zh: '用途已更新', en: 'Use noted' },
    did: { zh: '更新了购方用途：', en: 'noted the buyer’s use of' },
  },
  'not-voided': {
    name: { zh: '作废失败', en: 'Voiding failed' },
    did: { zh: '没有作废成', en: 'could not void' },
  },
  reversed: {
    name: { zh: '被红冲', en: 'Reversed' },
    did: { zh: '红冲了', en: 'reversed' },
  },
  filed: {
    name: { zh: '取得文件', en: 'File received' },
    did: { zh: '取得了文件：', en: 'received a file of' },
  },
  return: {
    name: { zh: '退回占用', en: 'Released' },
    did: { zh: '退回了占用：', en: 'gave back what was taken of' },
  },
  waits: {
    name: { zh: '等待开具', en: 'Waiting' },
    did: { zh: '正在等待开具', en: 'waits to issue' },
  },
  counted: {
    name: { zh: '额度变动', en: 'Quota counted' },
    did: { zh: '变动了额度：', en: 'counted on' },
  },
  synced: {
    name: { zh: '账号同步', en: 'Account synchronised' },
    did: { zh: '从税控系统云同步了', en: 'took over from the tax-control cloud' },
  },
  summed: {
    name: { zh: '汇总更新', en: 'Summary updated' },
    did: { zh: '更新了汇总：', en: 'updated the summary:' },
  },
  'confirm-summary': {
    name: { zh: '汇总确认', en: 'Summary confirmed' },
    did: { zh: '确认了汇总：', en: 'confirmed' },
  },
  account: {
    name: { zh: '更换开票账号', en: 'Another account' },
    did: { zh: '换了账号来开具', en: 'gave another account' },
  },
  reserve: {
    name: { zh: '占用额度', en: 'Credit reserved' },
    did: { zh: '占用了额度：', en: 'reserved credit by' },
  },
  confirm: {
    name: { zh: '确认额度', en: 'Credit confirmed' },
    did: { zh: '确认了额度：', en: 'confirmed credit by' },
  },
  release: {
    name: { zh: '释放额度', en: 'Credit released' },
    did: { zh: '释放了额度：', en: 'released credit of' },
  },
  expire: {
    name: { zh: '额度占用到期', en: 'Credit expired' },
    did: { zh: '让占用的额度到期：', en: 'released expired credit of' },
  },
};
