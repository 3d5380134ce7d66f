import type { Label } from '../../../metadata/common/label.ts';
import { toleranceMessages } from '../check-tolerances/messages.ts';

/** Of a line, the sentence that stands at the line elsewhere. */
function atLine({ zh, en }: Label): Label {
  return { zh: `第 {line} 行：${zh}；请改正后再开票`, en: `Line {line}: ${en}; correct it before issuing` };
}

function ofAll({ zh, en }: Label): Label {
  return { zh: `${zh}；请改正后再开票`, en: `${en}; correct it before issuing` };
}

/** What each check says, with what an accountant can do next. */
export const words = {
  'seller-tax-number-missing': {
    zh: '没有销方税号；请填写销方税号，或在组织中维护税号',
    en: 'There is no seller’s tax number: enter one, or add it to the organisation',
  },
  'seller-not-authorised': {
    zh: '销方税号 {taxNo} 没有开票服务的许可；请先在许可授权中授权',
    en: 'The seller’s tax number {taxNo} has no licence for issuing: authorise it under Licences first',
  },
  'seller-withdrawn': {
    zh: '销方税号 {taxNo} 的开票许可已取消，取消授权期间不能开票；请重新授权',
    en: 'The licence of the seller’s tax number {taxNo} was withdrawn, so nothing can be issued: authorise it again',
  },
  'invoice-type-missing': {
    zh: '没有票种；请选择票种，或维护票种规则',
    en: 'There is no invoice type: choose one, or add an invoice type rule',
  },
  'invoice-type-not-issued': {
    zh: '通道 {channelKind} 不能开具票种 {invoiceType}；请更换票种或通道',
    en: '{channelKind} cannot issue the type {invoiceType}: choose another type or channel',
  },
  'buyer-name-missing': {
    zh: '购方名称为空；请填写购方名称',
    en: 'The buyer has no name: enter it',
  },
  'buyer-tax-number-missing': {
    zh: '购方税号为空；专用发票必须有税号，企业购买普通发票也应填写',
    en: 'The buyer has no tax number: special invoices need it, and companies should have it on ordinary ones',
  },
  'buyer-person': {
    zh: '不能向个人开具专用发票；请改开普通发票，或更正购方类型',
    en: 'A special invoice cannot be issued to a person: choose an ordinary type, or correct the kind of buyer',
  },
  'buyer-details-missing': {
    zh: '{field}为空；税控专用发票票面需要，请补充',
    en: '{field} is empty, but special invoices issued by a tax device print it: add it',
  },
  'tax-number-form': {
    zh: '购方税号 {taxNo} 的格式或校验位有疑问；请核对',
    en: 'The format or check digit of the buyer’s tax number {taxNo} looks wrong: check it',
  },
  'seller-is-buyer': {
    zh: '购方与销方的税号相同；请核对购方',
    en: 'Buyer and seller have the same tax number: check the buyer',
  },
  'drawer-missing': {
    zh: '没有开票人；请填写，或维护开票人设置',
    en: 'There is no drawer: enter one, or add a drawer rule',
  },
  'blue-voided': {
    zh: '原蓝票已作废，不能再红冲；请撤回此红字单据',
    en: 'The blue invoice was voided, so it cannot be reversed: withdraw this red document',
  },
  'special-element-missing': {
    zh: '特定业务缺少{field}；请在不动产资料中补充',
    en: 'The special business is missing {field}: add it to the real estate',
  },
  'transport-missing': {
    zh: '{field}为空，运输服务至少需要一行；请补充',
    en: '{field}: transport needs at least one row; add it',
  },
  'transport-element-missing': {
    zh: '运输信息第 {rowNth} 行缺少{field}；请补充',
    en: 'Row {rowNth} of the transport is missing {field}: add it',
  },
  'vehicle-missing': {
    zh: '第 {line} 行没有车辆信息；请选择车辆',
    en: 'Line {line} has no vehicle: choose one',
  },
  'lines-missing': {
    zh: '没有明细；请增加明细行',
    en: 'There are no lines: add one',
  },
  'too-many-rows': {
    zh: '明细 {rows} 行，此票种最多 {most} 行；请拆分，或附清单开具',
    en: 'There are {rows|row|rows}, and this invoice type has room for {most}: split them, or issue with a list',
  },
  'difference-lines': {
    zh: '差额征税的发票只能有一行明细；请分开开具',
    en: 'An invoice taxed on the difference can have only one line: issue the others separately',
  },
  'item-name-missing': {
    zh: '第 {line} 行没有商品名称；请选择开票项或填写名称',
    en: 'Line {line} has no item name: choose an invoice item, or enter a name',
  },
  'tax-code-missing': {
    zh: '第 {line} 行没有税收分类编码；请选择开票项或填写编码',
    en: 'Line {line} has no tax code: choose an invoice item, or enter a code',
  },
  'rate-missing': {
    zh: '第 {line} 行没有税率；请选择开票项或填写税率',
    en: 'Line {line} has no rate: choose an invoice item, or enter a rate',
  },
  'tax-code-form': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 不是以 1–6 开头的 19 位数字；请更正',
    en: 'The tax code {taxCode} of line {line} is not 19 digits starting with 1 to 6: correct it',
  },
  'tax-code-unknown': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 不在编码表中，票面的商品名称前没有“*简称*”；请核对，或导入最新编码表',
    en: 'The tax code {taxCode} of line {line} is not in the table of codes, so no *short name* is printed before the item: check it, or import the latest table',
  },
  'tax-code-summary': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 是汇总项，不能开票；请选择其下级编码',
    en: 'The tax code {taxCode} of line {line} is a summary item and cannot be issued: choose one below it',
  },
  'tax-code-not-yet': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 自 {firstDay} 起启用；请改用目前有效的编码',
    en: 'The tax code {taxCode} of line {line} is valid from {firstDay}: use one that is valid today',
  },
  'tax-code-ended': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 已于 {lastDay} 停用；请改用{instead}',
    en: 'The tax code {taxCode} of line {line} ended on {lastDay}: use {instead}',
  },
  'zero-rate-special': {
    zh: '第 {line} 行为免税、不征税、免征收或零税率，不能开具专用发票；请改开普通发票，或更正税率',
    en: 'Line {line} is exempt, untaxed or zero-rated, which special invoices do not allow: choose an ordinary type, or correct the rate',
  },
  'zero-rate-text-missing': {
    zh: '第 {line} 行税率为 0 且没有优惠政策，将按零税率开具；如为免税、不征税请补充',
    en: 'Line {line} has a rate of 0 and no preference, so it is issued as zero-rated: if it is exempt or untaxed, add that',
  },
  'not-taxed-code': {
    zh: '第 {line} 行为不征税，税收分类编码 {taxCode} 不以 6 开头；请核对编码',
    en: 'Line {line} is not taxed, and its code {taxCode} does not begin with 6: check the code',
  },
  'special-code': {
    zh: '第 {line} 行的税收分类编码 {taxCode} 与特定业务不符；请核对编码或特定业务',
    en: 'The tax code {taxCode} of line {line} does not fit the special business: check one or the other',
  },
  'rate-ended': {
    zh: '第 {line} 行的税率 {rate} 自 {lastDay} 后停用；请改用现行税率，补开时请填写补开原因',
    en: 'The rate {rate} of line {line} ended on {lastDay}: use a current rate, or give the reason for issuing late',
  },
  'discount-place': atLine(toleranceMessages['discount-place']),
  'discount-name': atLine(toleranceMessages['discount-name']),
  'discount-code': atLine(toleranceMessages['discount-code']),
  'discount-rate': atLine(toleranceMessages['discount-rate']),
  'discount-sum': {
    zh: '第 {line} 行的折扣与被折扣行合计为 {pair:money}，不能为 0 或变号；请减少折扣',
    en: 'Line {line} and its discount add up to {pair:money}, which must not be 0 or change sign: reduce the discount',
  },
  'quantity-or-price-missing': {
    zh: '第 {line} 行的数量和单价只填写了一个；请补齐或都不填',
    en: 'Line {line} has only one of quantity and price: enter both, or neither',
  },
  'line-amount-zero': {
    zh: '第 {line} 行金额为 0；请填写金额或删除该行',
    en: 'Line {line} has an amount of 0: enter one, or remove the line',
  },
  'line-sign': {
    zh: '第 {line} 行金额 {amount:money} 与整张发票正负相反；请先合并冲抵，或作为折扣行',
    en: 'The amount {amount:money} of line {line} has the opposite sign to the invoice: offset it first, or make it a discount',
  },
  'line-amount': atLine(toleranceMessages['line-amount']),
  'line-tax': atLine(toleranceMessages['line-tax']),
  'difference-tax': atLine(toleranceMessages['difference-tax']),
  'difference-deduction': {
    zh: '第 {line} 行的扣除额 {deduction:money} 不小于价税合计 {gross:money}；请核对扣除额',
    en: 'The deduction {deduction:money} of line {line} is not less than its gross {gross:money}: check the deduction',
  },
  'vouchers-differ': {
    zh: '差额扣除凭证的本次扣除金额合计为 {actual:money}，扣除额为 {expected:money}；两者必须一致，请更正凭证或扣除额',
    en: 'The vouchers deduct {actual:money} in total, but the deduction is {expected:money}: correct the vouchers or the deduction so that they match',
  },
  'line-gross': {
    zh: '第 {line} 行的金额与税额合计为 {expected:money}，价税合计为 {actual:money}；两者必须一致，请更正',
    en: 'Amount and tax of line {line} add up to {expected:money}, but its gross amount is {actual:money}: correct them so that they match',
  },
  'invoice-amount': ofAll(toleranceMessages['invoice-amount']),
  'invoice-tax': ofAll(toleranceMessages['invoice-tax']),
  'invoice-gross': {
    zh: '发票的金额与税额合计为 {expected:money}，价税合计为 {actual:money}；两者必须一致，请更正',
    en: 'Amount and tax of the invoice add up to {expected:money}, but its gross amount is {actual:money}: correct them so that they match',
  },
  'total-zero': {
    zh: '发票金额合计为 0，不能开具；请核对明细',
    en: 'The invoice amounts to 0 and cannot be issued: check its lines',
  },
  'rate-risk': {
    zh: '税率 {given} 与可开税率不符，建议 {proposed}；请核对',
    en: 'The rate {given} cannot be issued; {proposed} is suggested: check it',
  },
} as const satisfies Readonly<Record<string, Label>>;
