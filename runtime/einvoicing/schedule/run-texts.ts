import type { Label } from '../../../metadata/common/label.ts';

/** The sentences for documents that a run was for: written into the run, in both languages. */
export const runTexts: Readonly<Record<string, Label>> = {
  'run-failed': {
    zh: '执行时服务器内部出错，请把服务器日志交给管理员',
    en: 'The server failed during the run; its log shows the cause',
  },
  'run-queued': {
    zh: '已进入开票队列',
    en: 'Queued to be issued',
  },
  'run-kept': {
    zh: '已保存至待开，可在待开发票中开票',
    en: 'Kept as pending; issue it under “Pending invoices”',
  },
  'run-held': {
    zh: '等待其他单据冲抵，下次执行时再处理',
    en: 'It waits to be offset with others, and comes again with the next run',
  },
  'run-stopped': {
    zh: '方案处理时不能开票，请打开申请单查看处理结果',
    en: 'Planning stops it; open the application to see why',
  },
  'run-applied': {
    zh: '中断前已生成待开发票',
    en: 'Its pending invoices had been made before the interruption',
  },
  'run-taken': {
    zh: '申请单已由其他操作申请开票，本次不再处理',
    en: 'Someone else has already submitted it for issuing; it is skipped',
  },
  'run-prepared': {
    zh: '已生成红字确认单，尚未录入税局',
    en: 'Its red confirmation is prepared, and not entered yet',
  },
  'run-entered': {
    zh: '已生成红字确认单并录入税局',
    en: 'Its red confirmation is prepared and entered',
  },
  'run-several-blues': {
    zh: '需红冲多张蓝票，一张红字确认单不够；请拆分单据，或使用下推类型“保存至待开”',
    en: 'It reverses several blue invoices, for which one confirmation is not enough; split it, or let its scheme save it as pending',
  },
  'run-not-needed': {
    zh: '只有数电票通过红字确认单红冲，该单据不需要；请使用下推类型“保存至待开”',
    en: 'Only digital invoices are reversed by confirmations, and this does not need one; let its scheme save it as pending',
  },
  'run-status-kept': {
    zh: '税局状态没有变化',
    en: 'The status at the tax bureau has not changed',
  },
  'run-status-new': {
    zh: '状态已更新',
    en: 'Its status is up to date now',
  },
  'run-downloaded': {
    zh: '已下载',
    en: 'Downloaded',
  },
  'run-confirmed': {
    zh: '已确认',
    en: 'Confirmed',
  },
  'run-no-bureau': {
    zh: '税号 {taxNos} 没有接入可处理红字确认单的通道，没有执行；接入后可重试',
    en: 'No channel that handles red confirmations is connected for {taxNos}, so nothing was done; connect one, then retry',
  },
  'run-no-blue-use': {
    zh: '没有接入可查询蓝票用途状态的通道，没有执行；接入后可重试',
    en: 'No channel that knows the use of blue invoices is connected, so nothing was done; connect one, then retry',
  },
  'run-task-gone': {
    zh: '任务已停用，没有执行；启用后可重试',
    en: 'The task is disabled, so nothing was done; enable it, then retry',
  },
  'run-merge-unfit': {
    zh: '方案的“是否合并”与合并配置不符，没有处理；请补全合并配置后重试',
    en: 'The merge rules do not match “Merge” of the scheme; complete them, then retry',
  },
  'run-scheme-gone': {
    zh: '方案已停用或当前组织不能使用，没有执行；启用后可重试',
    en: 'The scheme is disabled, or this organisation may not use it; enable it, then retry',
  },
};
