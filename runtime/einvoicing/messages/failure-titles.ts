import type { Label } from '../../../metadata/common/label.ts';

/**
 * What many failures of pending invoices have in common, without the facts of each: `failed-` and the code. A refusal of a
 * channel has none.
 */
export const failureTitles: Readonly<Record<string, Label>> = {
  'failed-channel-not-configured': { zh: '开票通道没有接入', en: 'The issuing channel is not connected' },
  'failed-licence-withdrawn': { zh: '开票许可已取消授权', en: 'The issuing licence is withdrawn' },
  'failed-seller-tax-number-missing': { zh: '没有销方税号', en: 'No seller’s tax number' },
  'failed-seller-not-authorised': { zh: '销方没有开票许可', en: 'The seller has no licence for issuing' },
  'failed-seller-withdrawn': { zh: '销方的开票许可已取消', en: 'The seller’s licence is withdrawn' },
  'failed-quota-short': { zh: '本月开票额度不足', en: 'Not enough quota for the month' },
  'failed-business-limit': { zh: '超过业务类型的限额', en: 'Above the limit of the business type' },
  'failed-business-tax-code': {
    zh: '税收编码不在业务类型范围内',
    en: 'A tax code that the business type may not issue',
  },
  'failed-not-signed-in': { zh: '税局账号没有登录', en: 'The account is not signed in at the bureau' },
  'failed-account-not-matched': { zh: '没有对应开票人的账号', en: 'No account of the drawer' },
  'failed-credit-refused': { zh: '授信额度不足', en: 'Not enough credit' },
  'failed-day-credit': { zh: '当日授信额度不足', en: 'Not enough credit for the day' },
  'failed-month-credit': { zh: '当月授信额度不足', en: 'Not enough credit for the month' },
  'failed-role-day-credit': { zh: '角色当日授信额度不足', en: 'Not enough credit of the role for the day' },
  'failed-role-month-credit': {
    zh: '角色当月授信额度不足',
    en: 'Not enough credit of the role for the month',
  },
  'failed-former': { zh: '其他原因（升级前记录）', en: 'Other reasons, noted before an upgrade' },
  'failed-invoice-type-missing': { zh: '没有票种', en: 'No invoice type' },
  'failed-invoice-type-not-issued': {
    zh: '通道不能开具该票种',
    en: 'The channel cannot issue the invoice type',
  },
  'failed-buyer-name-missing': { zh: '购方名称为空', en: 'No buyer name' },
  'failed-buyer-tax-number-missing': { zh: '购方税号为空', en: 'No buyer tax number' },
  'failed-buyer-person': { zh: '不能向个人开具专用发票', en: 'A special invoice for a person' },
  'failed-blue-voided': { zh: '原蓝票已作废', en: 'The blue invoice was voided' },
  'failed-special-element-missing': {
    zh: '缺少特定业务的内容',
    en: 'Elements of the special business are missing',
  },
  'failed-transport-missing': { zh: '没有运输信息', en: 'No rows of transport' },
  'failed-transport-element-missing': { zh: '运输信息不全', en: 'Elements of the transport are missing' },
  'failed-vehicle-missing': { zh: '没有车辆信息', en: 'No vehicle' },
  'failed-lines-missing': { zh: '没有明细', en: 'No lines' },
  'failed-too-many-rows': { zh: '明细超过票种的行数', en: 'Too many lines for the invoice type' },
  'failed-difference-lines': {
    zh: '差额征税的明细超过一行',
    en: 'More than one line under difference taxation',
  },
  'failed-item-name-missing': { zh: '明细没有商品名称', en: 'A line without an item name' },
  'failed-tax-code-missing': { zh: '明细没有税收分类编码', en: 'A line without a tax code' },
  'failed-rate-missing': { zh: '明细没有税率', en: 'A line without a rate' },
  'failed-tax-code-form': { zh: '税收分类编码格式不对', en: 'A tax code of the wrong form' },
  'failed-tax-code-unknown': { zh: '税收分类编码不在编码表中', en: 'A tax code that is not in the table' },
  'failed-tax-code-summary': { zh: '税收分类编码是汇总项', en: 'A tax code that is a summary item' },
  'failed-tax-code-not-yet': { zh: '税收分类编码尚未启用', en: 'A tax code that is not valid yet' },
  'failed-tax-code-ended': { zh: '税收分类编码已停用', en: 'A tax code that ended' },
  'failed-zero-rate-special': {
    zh: '专用发票的税率为 0 或免税',
    en: 'A special invoice that is exempt or zero-rated',
  },
  'failed-rate-ended': { zh: '税率已停用', en: 'A rate that ended' },
  'failed-rate-risk': { zh: '税率与可开税率不符', en: 'A rate that cannot be issued' },
  'failed-discount-place': {
    zh: '折扣行不在被折扣行之下',
    en: 'A discount line that is not below the line it discounts',
  },
  'failed-discount-name': {
    zh: '折扣行与被折扣行的商品名称不同',
    en: 'A discount line with another item name',
  },
  'failed-discount-code': {
    zh: '折扣行与被折扣行的税收分类编码不同',
    en: 'A discount line with another tax code',
  },
  'failed-discount-rate': { zh: '折扣行与被折扣行的税率不同', en: 'A discount line with another rate' },
  'failed-discount-sum': { zh: '折扣不小于被折扣行的金额', en: 'A discount that leaves nothing of its line' },
  'failed-quantity-or-price-missing': { zh: '数量和单价只填写了一个', en: 'Only one of quantity and price' },
  'failed-line-amount-zero': { zh: '明细金额为 0', en: 'A line of amount 0' },
  'failed-line-sign': { zh: '明细金额与发票正负相反', en: 'A line with the opposite sign to the invoice' },
  'failed-line-amount': {
    zh: '明细的数量×单价与金额不符',
    en: 'Quantity × price of a line differs from its amount',
  },
  'failed-line-tax': { zh: '明细的金额×税率与税额不符', en: 'Amount × rate of a line differs from its tax' },
  'failed-difference-tax': { zh: '差额征税的税额不符', en: 'Tax that differs under difference taxation' },
  'failed-difference-deduction': {
    zh: '扣除额不小于价税合计',
    en: 'A deduction not less than the gross amount',
  },
  'failed-vouchers-differ': { zh: '差额扣除凭证与扣除额不符', en: 'Vouchers that differ from the deduction' },
  'failed-line-gross': {
    zh: '明细的金额、税额与价税合计不符',
    en: 'Amount and tax of a line differ from its gross amount',
  },
  'failed-invoice-amount': { zh: '明细合计与金额不符', en: 'The lines differ from the amount' },
  'failed-invoice-tax': { zh: '明细合计与税额不符', en: 'The lines differ from the tax' },
  'failed-invoice-gross': {
    zh: '金额、税额与价税合计不符',
    en: 'Amount and tax differ from the gross amount',
  },
  'failed-total-zero': { zh: '发票金额合计为 0', en: 'The invoice amounts to 0' },
  /** Where a code has no title, and those that have it do not say the same. */
  'failure-of-code': { zh: '失败代码 {code}', en: 'Failure code {code}' },
};
