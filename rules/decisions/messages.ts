import type { Label } from '../../metadata/label.ts';

/** A sentence for every issue of a decision, with what its person can do next. */
export const issueMessages: Readonly<Record<string, Label>> = {
  'text-too-long': {
    zh: '{field}超出 {limit} 个字符的限制，超出 {by} 个；请缩短后再开票',
    en: '{field} may have {limit|character|characters} and has {by} too many; shorten it before issuing',
  },
  'red-remark-too-long': {
    zh: '红票自定义备注（不含原蓝票号码、红字确认单编号）不能超过{limit}个字符',
    en: 'The own remark of a red invoice (without the number of its blue invoice and of its confirmation) may have {limit|character|characters}; it has {by} too many',
  },
  'price-too-large': {
    zh: '单价 {price} 的整数位过多，税局无法开具；请调整单价或数量',
    en: 'The price {price} has too many digits before the point for the bureau; change the price or the quantity',
  },
  'unknown-variable': {
    zh: '模板中没有名为“{variable}”的变量',
    en: 'There is no variable “{variable}” for this template',
  },
  'list-variable': {
    zh: '变量“{variable}”是明细，只能用在列表中',
    en: 'The variable “{variable}” stands for lines, which only a list can show',
  },
  'attachments-too-heavy': {
    zh: '附件超过 {limit} MB，以下文件改为以链接发送：{files}',
    en: 'More than {limit} MB of attachments: sent as links instead: {files}',
  },
  'rate-risk': {
    zh: '税率 {given} 与可开税率不符，建议 {proposed}；请核对',
    en: 'The rate {given} is not among those that may be issued; {proposed} is proposed: check it',
  },
  'business-limit': {
    zh: '不含税金额 {amount} 超过业务类型的单张开票限额 {limit}；请拆分或调整业务类型',
    en: 'The net amount {amount} is above the limit {limit} of the business type; split it, or choose another type',
  },
  'business-tax-code': {
    zh: '税收分类编码 {taxCode} 不在业务类型可开具的范围内',
    en: 'The tax code {taxCode} is not among those the business type may issue',
  },
  'business-hours': {
    zh: '不在可开票时间内，{from} 起可开票',
    en: 'Outside the issuing hours; possible from {from} on',
  },
  'business-delay': {
    zh: '开票延迟未到，{from} 起可开票',
    en: 'The delay is not over; it can be issued from {from} on',
  },
};
