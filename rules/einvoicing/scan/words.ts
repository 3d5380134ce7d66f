import type { Label } from '../../../metadata/common/label.ts';

/** What keeps a scan from becoming an application, with what whoever scanned can do next. */
export const words = {
  'scan-code-unknown': {
    zh: '没有内容或编码为“{scanned}”的二维码；请核对后重新扫码',
    en: 'There is no QR code with the text or number “{scanned}”: check it and scan again',
  },
  'scan-code-disabled': {
    zh: '二维码 {number} 已禁用，不能扫码开票；请先启用，或扫描其他二维码',
    en: 'The QR code {number} is disabled: enable it, or scan another one',
  },
  'scan-organisation-other': {
    zh: '开票组织不是二维码 {number} 的组织；请扫描该组织的二维码，或不填写开票组织',
    en: 'The issuing organisation is not that of the QR code {number}: scan a code of that organisation, or leave it open',
  },
  'scan-seller-other': {
    zh: '二维码 {number} 的销方税号是 {taxNo}；请扫描该销方的二维码，或不填写销方税号',
    en: 'The QR code {number} is for the seller with the tax number {taxNo}: scan a code of the other seller, or leave it open',
  },
  'scan-system-other': {
    zh: '二维码 {number} 对接的业务系统是“{system}”；请扫描该系统的二维码，或不填写数据来源系统',
    en: 'The QR code {number} is for the business system “{system}”: scan a code of the other system, or leave it open',
  },
  'scan-type-other': {
    zh: '二维码 {number} 可开的发票种类是：{invoiceType}；请选择其中一种',
    en: 'The QR code {number} is for these invoice types: {invoiceType}; choose one of them',
  },
  'scan-gross-missing': {
    zh: '第 {line} 行没有价税合计，无法核对二维码 {number} 的限额；请填写价税合计',
    en: 'Line {line} has no gross amount to compare with the limit of the QR code {number}: fill it in',
  },
  'scan-gross-above': {
    zh: '价税合计 {gross:money} 超过二维码 {number} 的限额 {limit:money}；请减少金额，或到柜台开票',
    en: 'The gross amount {gross:money} is above the limit {limit:money} of the QR code {number}: reduce it, or have it invoiced at the counter',
  },
} satisfies Record<string, Label>;
