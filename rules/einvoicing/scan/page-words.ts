import type { Label } from '../../../metadata/common/label.ts';

/** What a customer who fills in the page of a code is asked to mend, by the code of the problem. */
export const pageWords = {
  'scan-name-missing': {
    zh: '请填写发票抬头',
    en: 'Enter the name for the invoice',
  },
  'scan-tax-number-missing': {
    zh: '请填写税号；单位抬头和专用发票都需要税号',
    en: 'Enter the tax number: companies and special invoices need one',
  },
  'scan-special-for-person': {
    zh: '个人不能开具专用发票；请选择普通发票，或改为单位抬头',
    en: 'Special invoices are for companies only. Choose an ordinary invoice, or “Company”',
  },
  'scan-amount-wrong': {
    zh: '请填写大于 0 的金额，最多两位小数',
    en: 'Enter an amount above 0, with two decimals at most',
  },
  'scan-receipt-missing': {
    zh: '请填写小票上的单号',
    en: 'Enter the number on your receipt',
  },
  'scan-receipt-taken': {
    zh: '这张小票已经申请过开票；请查看之前的回执，或联系商家',
    en: 'An invoice was already requested for this receipt. See your earlier request, or ask the shop',
  },
  'scan-type-missing': {
    zh: '请选择发票种类',
    en: 'Choose a type of invoice',
  },
  'scan-type-other': {
    zh: '这个二维码不能开具这种发票；请选择其他种类',
    en: 'This type is not available with this code. Choose another one',
  },
  'scan-gross-above': {
    zh: '金额超过自助开票的限额；请核对金额，或到柜台开票',
    en: 'The amount is above the limit for requests by code. Check it, or ask at the counter for your invoice',
  },
  'scan-title-over': {
    zh: '选择的抬头已过期；请重新查找，或直接填写',
    en: 'The choice has expired. Search again, or type the details yourself',
  },
} satisfies Record<string, Label>;
export type PageProblem = keyof typeof pageWords;
