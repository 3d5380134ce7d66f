import type { Label, Language } from '../../../metadata/common/label.ts';

/** All that the page says by itself: customers fetch it alone, so it has no part in the texts of the house. */
const words = {
  title: { zh: '申请开票', en: 'Request an invoice' },
  other: { zh: 'English', en: '中文' },
  loading: { zh: '正在打开…', en: 'Opening…' },
  again: { zh: '重试', en: 'Try again' },
  overTitle: { zh: '这个二维码已失效', en: 'This code is no longer in use' },
  over: { zh: '请向商家索取新的二维码，再扫一次。', en: 'Ask the shop for a new code and scan that one.' },
  receiptOverTitle: { zh: '没有找到这次申请', en: 'This request was not found' },
  receiptOver: {
    zh: '它可能已被商家删除。请联系商家。',
    en: 'The shop may have deleted it. Please ask the shop.',
  },
  unreadyTitle: { zh: '暂时不能自助开票', en: 'Invoices cannot be requested here yet' },
  unready: {
    zh: '商家还没有完成开票设置。请联系商家，或在柜台开票。',
    en: 'The shop has not finished its set-up. Ask at the counter for your invoice.',
  },
  slipTitle: { zh: '请扫描小票上的二维码', en: 'Scan the code on your receipt' },
  slip: {
    zh: '这个码没有您的消费金额。请扫描小票上的二维码。',
    en: 'This code does not say what you paid. Scan the one on your receipt instead.',
  },
  wait: {
    zh: '操作太频繁，请 {seconds} 秒后再试。',
    en: 'Too many attempts. Try again in {seconds} seconds.',
  },
  failed: { zh: '没有连上，请检查网络后重试。', en: 'No connection. Check your network, then try again.' },
  purchase: { zh: '消费信息', en: 'Your purchase' },
  amount: { zh: '金额（元）', en: 'Amount (CNY)' },
  most: { zh: '最多 ¥{limit}', en: 'At most ¥{limit}' },
  receiptNumber: { zh: '小票单号', en: 'Receipt number' },
  receiptHint: {
    zh: '印在小票上；每张小票只能申请一次',
    en: 'Printed on your receipt. Each receipt can be used once',
  },
  invoice: { zh: '发票', en: 'Invoice' },
  type: { zh: '发票种类', en: 'Type of invoice' },
  special: { zh: '仅限单位', en: 'companies only' },
  forWhom: { zh: '抬头类型', en: 'Who is it for?' },
  company: { zh: '单位', en: 'Company' },
  person: { zh: '个人', en: 'Person' },
  find: { zh: '查找已有抬头', en: 'Find saved details' },
  findHint: {
    zh: '输入单位名称的一部分，或完整的邮箱、手机号',
    en: 'Type part of a company name, or a whole e-mail address or mobile number',
  },
  findButton: { zh: '查找', en: 'Search' },
  found: { zh: '选择您的抬头', en: 'Choose yours' },
  none: { zh: '没有找到，请在下面填写。', en: 'Nothing found. Enter the details below.' },
  more: { zh: '结果较多，请输入更完整的名称。', en: 'Many results. Type more of the name.' },
  chosen: { zh: '使用抬头', en: 'Using' },
  change: { zh: '改为手工填写', en: 'Enter details instead' },
  companyName: { zh: '单位名称', en: 'Company name' },
  personName: { zh: '姓名', en: 'Name' },
  taxNo: { zh: '税号', en: 'Tax number' },
  contact: { zh: '接收方式', en: 'Where to send it' },
  contactNeeded: { zh: '邮箱和手机号至少填写一个', en: 'Enter an e-mail address or a mobile number' },
  contactFree: { zh: '选填，用于接收发票', en: 'Optional: the invoice is sent there' },
  email: { zh: '邮箱', en: 'E-mail' },
  mobile: { zh: '手机号', en: 'Mobile number' },
  send: { zh: '提交申请', en: 'Send request' },
  sending: { zh: '正在提交…', en: 'Sending…' },
  mend: { zh: '请修改标出的内容，然后重新提交。', en: 'Change what is marked, then send it again.' },
  sent: { zh: '申请已提交', en: 'Request sent' },
  keep: {
    zh: '请收藏本页，随时回来查看进度和下载发票。',
    en: 'Bookmark this page to check on it and download the invoice.',
  },
  waiting: { zh: '商家正在处理', en: 'The shop is working on it' },
  delayed: { zh: '开票遇到问题', en: 'There was a problem' },
  delayedNext: {
    zh: '商家会处理，您无需重新提交。',
    en: 'The shop will solve it. You do not need to send it again.',
  },
  refused: { zh: '商家没有受理', en: 'The shop did not accept it' },
  refusedNext: { zh: '请联系商家了解原因。', en: 'Please ask the shop why.' },
  issued: { zh: '发票已开具', en: 'Your invoice is ready' },
  void: { zh: '这张发票已作废。请联系商家。', en: 'This invoice was voided. Please ask the shop.' },
  red: { zh: '这张发票已被红冲。请联系商家。', en: 'This invoice was reversed. Please ask the shop.' },
  'partly-red': {
    zh: '这张发票的一部分已被红冲。如有疑问，请联系商家。',
    en: 'Part of this invoice was reversed. If in doubt, ask the shop.',
  },
  filesLater: { zh: '文件稍后可下载。', en: 'Files will be here shortly.' },
  invoiceNumber: { zh: '发票号码', en: 'Invoice number' },
  download: { zh: '下载 {format}', en: 'Download {format}' },
  refresh: { zh: '刷新', en: 'Refresh' },
  seller: { zh: '商家', en: 'Shop' },
  buyer: { zh: '抬头', en: 'Invoice details' },
  invoicedTo: { zh: '抬头', en: 'Invoice for' },
  paid: { zh: '金额', en: 'Amount' },
  request: { zh: '申请编号', en: 'Request number' },
} satisfies Record<string, Label>;

export type Word = keyof typeof words;
/** Says a word in the reader's language. */
export type Say = (word: Word, params?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: Language): Say {
  return (word, params = {}) =>
    words[word][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** The language of the browser; whoever has neither reads English. */
export function browserLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
