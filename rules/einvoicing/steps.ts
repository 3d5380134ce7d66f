import type { Label } from '../../metadata/common/label.ts';

/** The steps that decisions took, with `{rule}` they went by and `{was}` and `{is}` of what they changed. */
export const stepMessages: Readonly<Record<string, Label>> = {
  'title-mapped': { zh: '按开票抬头 {rule} 映射：{is}', en: 'Mapped by the invoice title {rule}: {is}' },
  'title-completed': {
    zh: '按开票抬头 {rule} 补全：{is}',
    en: 'Completed from the invoice title {rule}: {is}',
  },
  'partner-mapped': { zh: '按往来客户 {rule} 映射：{is}', en: 'Mapped by the partner {rule}: {is}' },
  'title-chosen': { zh: '使用开票抬头 {rule}：{is}', en: 'The invoice title {rule} is used: {is}' },
  'title-not-asked': { zh: '此数据来源未启用抬头映射或补全', en: 'Titles are not looked for on this way in' },
  'title-not-found': {
    zh: '没有找到开票抬头，购方信息不变',
    en: 'No invoice title was found; the buyer stays as it came',
  },
  'title-nothing-given': {
    zh: '没有可用于查找抬头的购方信息',
    en: 'Nothing was given by which a title could be found',
  },
  'title-whole': { zh: '购方信息完整，不映射', en: 'The buyer is complete, so it is not mapped' },
  'item-mapped': { zh: '按开票项 {rule} 映射：{is}', en: 'Mapped by the invoice item {rule}: {is}' },
  'item-completed': { zh: '按开票项 {rule} 补全：{is}', en: 'Completed from the invoice item {rule}: {is}' },
  'item-bound': {
    zh: '开票项 {rule} 绑定了该行的业务对象',
    en: 'The invoice item {rule} is bound to what the line sells',
  },
  'item-hit': { zh: '开票项 {rule} 的匹配条件成立', en: 'The condition of the invoice item {rule} holds' },
  'item-none': { zh: '没有适用的开票项', en: 'No invoice item fits' },
  'item-not-asked': {
    zh: '此数据来源未启用开票项映射或补全',
    en: 'Invoice items are not looked for on this way in',
  },
  'item-not-found': {
    zh: '没有找到开票项，明细行不变',
    en: 'No invoice item was found; the line stays as it came',
  },
  'item-whole': { zh: '明细行完整，不映射', en: 'The line is complete, so it is not mapped' },
  'unit-converted': {
    zh: '单位换算，换算率 {factor}：{was} → {is}',
    en: 'Converted by {factor}: {was} → {is}',
  },
  'unit-without-factor': { zh: '无需单位换算', en: 'There is no unit to convert' },
  'unit-without-quantity': { zh: '没有数量，不作单位换算', en: 'There is no quantity to convert' },
  'price-rederived': {
    zh: '换算后的单价使金额相差 {off}，按金额反算：{was} → {is}',
    en: 'With the converted price the amount would be {off} off, so the price follows from it: {was} → {is}',
  },
  'type-chosen': { zh: '按票种规则 {rule}：{is}', en: 'By the rule {rule} for types: {is}' },
  'type-digital-paper': {
    zh: '该税号启用数电纸质发票：{was} → {is}',
    en: 'This tax number issues paper digitally: {was} → {is}',
  },
  'rate-fine': { zh: '税率 {rate} 可开具', en: 'The rate {rate} may be issued' },
  'rate-doubted': {
    zh: '税率有疑问，建议：{was} → {is}',
    en: 'The rate is doubtful; proposed: {was} → {is}',
  },
  'scheme-chosen': { zh: '适用处理方案 {rule}', en: 'The processing scheme {rule} holds' },
  'scheme-none': {
    zh: '没有适用的处理方案，用预置规则',
    en: 'No processing scheme holds; the preset rules are used',
  },
  'remark-by-hand': { zh: '手工单据，备注不变', en: 'Made by hand: its remark stays' },
  'remark-composed': {
    zh: '按备注规则 {rule} 生成备注：{is}',
    en: 'Remark composed by the rule {rule}: {is}',
  },
  'line-remark-composed': {
    zh: '按备注规则 {rule} 生成行备注：{is}',
    en: 'Remark of the line composed by the rule {rule}: {is}',
  },
  'document-alone': { zh: '不参与合并（{reason}）', en: 'Never merged ({reason})' },
  'document-held': { zh: '暂不开票（{reason}）', en: 'Held back ({reason})' },
  'documents-merged': {
    zh: '{numbers} 合并为一张，{lines} 行',
    en: '{numbers} became one document of {lines|line|lines}',
  },
  'tail-lines': {
    zh: '尾差超限，保留为 {lines} 行',
    en: 'Kept as {lines|line|lines}, for the tax would be off',
  },
  'tail-gross': {
    zh: '尾差超限，保持价税合计：{was} → {is}',
    en: 'The tax would be off, so the gross amount is kept: {was} → {is}',
  },
  'line-cut': { zh: '按限额拆开：{was} → {is}', en: 'Cut by the limit: {was} → {is}' },
  'line-cut-by-hand': { zh: '手工拆开：{was} → {is}', en: 'Cut by hand: {was} → {is}' },
  'split-chosen': { zh: '拆分方式：{by}', en: 'Split {by}' },
  'invoice-filled': {
    zh: '一张发票：金额 {amount:money}，{rows} 行',
    en: 'An invoice of {amount:money} with {rows|line|lines}',
  },
  'text-cut': { zh: '超长截断：{was} → {is}', en: 'Cut to its length: {was} → {is}' },
  'drawer-chosen': { zh: '开票人等：{is}', en: 'Persons: {is}' },
  'business-allowed': { zh: '业务类型允许开具', en: 'The business type allows it' },
  'business-none': { zh: '单据没有业务类型', en: 'The document has no business type' },
  'credit-reserved': { zh: '预占授信 {amount:money}', en: 'Credit of {amount:money} reserved' },
  'account-chosen': {
    zh: '由 {channel} 的账号 {account} 开具',
    en: 'Issued by the account {account} of {channel}',
  },
  'blue-matched': {
    zh: '红冲蓝票 {blue} 第 {blueLine} 行，{amount:money}',
    en: '{amount:money} taken back from line {blueLine} of {blue}',
  },
  'blue-none': { zh: '规则 {rule} 没有找到蓝票', en: 'The rule {rule} finds no blue invoice' },
  'confirmation-matched': { zh: '匹配到红字确认单 {number}', en: 'The red confirmation {number} fits' },
  'confirmation-none': { zh: '没有匹配的红字确认单', en: 'No red confirmation fits' },
  'confirmation-no-rule': { zh: '没有适用的确认单规则', en: 'No rule for confirmations holds' },
  'scheme-running': {
    zh: '方案 {number} 上次执行未结束，本次跳过',
    en: 'The scheme {number} is still running, so this time is left out',
  },
  'application-issued': { zh: '由方案 {scheme} 自动开具', en: 'Issued by the scheme {scheme}' },
  'application-left': { zh: '不自动开具（{reason}）', en: 'Not issued by itself ({reason})' },
  'batch-ordered': {
    zh: '{count} 张待开发票已排序',
    en: '{count|pending invoice|pending invoices} put in order',
  },
  'file-named': { zh: '文件名：{is}', en: 'File name: {is}' },
};

/** The words for values of params: for any param, or for the one that stands before a point alone. */
export const stepWords: Readonly<Record<string, Label>> = {
  receivable: { zh: '应收推送', en: 'pushed from a receivable' },
  'issue-bill': { zh: '开票单推送', en: 'pushed from an issue bill' },
  'sales-invoice': { zh: '销售发票单推送', en: 'pushed from a sales invoice' },
  customs: { zh: '报关单', en: 'customs' },
  void: { zh: '作废', en: 'void' },
  red: { zh: '红字', en: 'red' },
  difference: { zh: '差额征税', en: 'taxed on the difference' },
  'negative-left': { zh: '负数无法被冲抵', en: 'a negative amount is left over' },
  'offset-nothing': { zh: '没有冲抵任何负数', en: 'it offsets nothing' },
  applied: { zh: '已申请', en: 'applied already' },
  kind: { zh: '非正常单据', en: 'not a normal document' },
  'not-approved': { zh: '未审核', en: 'not approved' },
  state: { zh: '单据状态不正常', en: 'voided or held' },
  closed: { zh: '已关闭', en: 'closed' },
  month: { zh: '不在当月', en: 'of another month' },
  'by-line': { zh: '按明细开票', en: 'line by line' },
  'by-count': { zh: '自定义张数', en: 'by the number of invoices' },
  'by-gross': { zh: '按含税金额', en: 'by amounts with tax' },
  'by-hand': { zh: '手工分配', en: 'by hand' },
  leqi: { zh: '乐企', en: 'Leqi' },
  rpa: { zh: 'RPA', en: 'RPA' },
  'tax-control': { zh: '税控', en: 'tax control' },
};
