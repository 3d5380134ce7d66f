import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** A kind as whoever designs knows it: what it is called, what it is for, what a value looks like. */
export interface KindWords {
  readonly label: string;
  readonly help: string;
  readonly sample: string;
}

export interface KindGroup {
  readonly key: string;
  readonly label: string;
  readonly kinds: readonly string[];
}

/** Kinds by what they are for; what is used most comes first. */
export function kindGroups(): readonly KindGroup[] {
  return [
    {
      key: 'text',
      label: msg('文字', { id: 'kinds-text' }),
      kinds: ['text', 'multiline', 'number', 'email', 'phone', 'url', 'tax-number', 'secret'],
    },
    {
      key: 'amount',
      label: msg('数字与金额', { id: 'kinds-amount' }),
      kinds: ['integer', 'decimal', 'money', 'percent', 'computed'],
    },
    {
      key: 'choice',
      label: msg('选择', { id: 'kinds-choice' }),
      kinds: ['choice', 'choices', 'boolean', 'form'],
    },
    {
      key: 'time',
      label: msg('日期与时间', { id: 'kinds-time' }),
      kinds: ['date', 'datetime', 'time', 'time-range'],
    },
    {
      key: 'relation',
      label: msg('关联与明细', { id: 'kinds-relation' }),
      kinds: ['reference', 'references', 'parent', 'carry', 'entries'],
    },
    {
      key: 'rule',
      label: msg('规则与模板', { id: 'kinds-rule' }),
      kinds: ['condition', 'field-list', 'template', 'file-name', 'json'],
    },
  ];
}

export function kindWords(kind: string): KindWords {
  return words[kind]?.() ?? { label: kind, help: '', sample: '' };
}

const say = (label: string, help: string, sample: string): KindWords => ({ label, help, sample });

const words: Readonly<Record<string, () => KindWords>> = {
  text: () =>
    say(
      msg('单行文字', { id: 'kind-text' }),
      msg('一行以内的文字', { id: 'kind-text-help' }),
      msg('上海分公司', { id: 'kind-text-sample' }),
    ),
  multiline: () =>
    say(
      msg('多行文字', { id: 'kind-multiline' }),
      msg('可以换行的长文字', { id: 'kind-multiline-help' }),
      msg('第一行 ↵ 第二行', { id: 'kind-multiline-sample' }),
    ),
  integer: () =>
    say(msg('整数', { id: 'kind-integer' }), msg('没有小数的数', { id: 'kind-integer-help' }), '12'),
  decimal: () =>
    say(
      msg('小数', { id: 'kind-decimal' }),
      msg('位数自定的精确小数', { id: 'kind-decimal-help' }),
      '12.5000',
    ),
  money: () =>
    say(msg('金额', { id: 'kind-money' }), msg('两位小数，分节显示', { id: 'kind-money-help' }), '1,234.50'),
  percent: () =>
    say(
      msg('百分比', { id: 'kind-percent' }),
      msg('如税率：13% 存为 0.13', { id: 'kind-percent-help' }),
      '13%',
    ),
  boolean: () =>
    say(msg('是或否', { id: 'kind-boolean' }), msg('打勾的开关', { id: 'kind-boolean-help' }), '☑'),
  date: () => say(msg('日期', { id: 'kind-date' }), msg('年月日', { id: 'kind-date-help' }), '2026-03-15'),
  time: () => say(msg('时间', { id: 'kind-time' }), msg('一天中的时刻', { id: 'kind-time-help' }), '09:30'),
  datetime: () =>
    say(
      msg('日期时间', { id: 'kind-datetime' }),
      msg('带时刻的日期', { id: 'kind-datetime-help' }),
      '2026-03-15 09:30',
    ),
  'time-range': () =>
    say(
      msg('时段', { id: 'kind-time-range' }),
      msg('一天中从几点到几点', { id: 'kind-time-range-help' }),
      '09:00–18:00',
    ),
  choice: () =>
    say(
      msg('单选', { id: 'kind-choice' }),
      msg('从几个选项中选一个', { id: 'kind-choice-help' }),
      msg('◉ 现金 ○ 转账', { id: 'kind-choice-sample' }),
    ),
  choices: () =>
    say(
      msg('多选', { id: 'kind-choices' }),
      msg('从几个选项中选若干', { id: 'kind-choices-help' }),
      msg('☑ 现金 ☑ 转账', { id: 'kind-choices-sample' }),
    ),
  form: () =>
    say(
      msg('表单', { id: 'kind-form' }),
      msg('选择系统里的一种表单', { id: 'kind-form-help' }),
      msg('采购订单', { id: 'kind-form-sample' }),
    ),
  reference: () =>
    say(
      msg('引用', { id: 'kind-reference' }),
      msg('指向另一张表单的一条记录', { id: 'kind-reference-help' }),
      msg('→ 客户', { id: 'kind-reference-sample' }),
    ),
  references: () =>
    say(
      msg('多个引用', { id: 'kind-references' }),
      msg('指向另一张表单的若干记录', { id: 'kind-references-help' }),
      msg('→ 客户、客户', { id: 'kind-references-sample' }),
    ),
  parent: () =>
    say(
      msg('上级', { id: 'kind-parent' }),
      msg('同一表单里的上级，记录成树', { id: 'kind-parent-help' }),
      msg('→ 上级分类', { id: 'kind-parent-sample' }),
    ),
  entries: () =>
    say(
      msg('明细', { id: 'kind-entries' }),
      msg('属于记录的若干行', { id: 'kind-entries-help' }),
      '▤ 1 · 2 · 3',
    ),
  condition: () =>
    say(
      msg('条件', { id: 'kind-condition' }),
      msg('由用户搭的条件', { id: 'kind-condition-help' }),
      msg('金额 大于 100', { id: 'kind-condition-sample' }),
    ),
  'field-list': () =>
    say(
      msg('字段清单', { id: 'kind-field-list' }),
      msg('从一张表单里挑字段', { id: 'kind-field-list-help' }),
      msg('名称、税率', { id: 'kind-field-list-sample' }),
    ),
  carry: () =>
    say(
      msg('带出', { id: 'kind-carry' }),
      msg('显示所引用记录的一个字段', { id: 'kind-carry-help' }),
      msg('客户 → 税号', { id: 'kind-carry-sample' }),
    ),
  computed: () =>
    say(
      msg('计算', { id: 'kind-computed' }),
      msg('由其他字段算出，每次保存重算', { id: 'kind-computed-help' }),
      msg('单价 × 数量', { id: 'kind-computed-sample' }),
    ),
  number: () =>
    say(
      msg('编号', { id: 'kind-number' }),
      msg('按规则自动生成', { id: 'kind-number-help' }),
      'HT-2026-00001',
    ),
  secret: () =>
    say(
      msg('密文', { id: 'kind-secret' }),
      msg('加密保存，谁也看不到原文', { id: 'kind-secret-help' }),
      '••••••',
    ),
  email: () =>
    say(msg('邮箱', { id: 'kind-email' }), msg('电子邮件地址', { id: 'kind-email-help' }), 'a@example.com'),
  phone: () =>
    say(msg('电话', { id: 'kind-phone' }), msg('手机或座机', { id: 'kind-phone-help' }), '138 0013 8000'),
  'tax-number': () =>
    say(
      msg('税号', { id: 'kind-tax-number' }),
      msg('纳税人识别号，核对校验位', { id: 'kind-tax-number-help' }),
      '9131…K2X',
    ),
  url: () =>
    say(msg('网址', { id: 'kind-url' }), msg('以 http 开头的地址', { id: 'kind-url-help' }), 'https://…'),
  'file-name': () =>
    say(
      msg('文件名', { id: 'kind-file-name' }),
      msg('带变量的文件名', { id: 'kind-file-name-help' }),
      '{number}.pdf',
    ),
  template: () =>
    say(
      msg('文字模板', { id: 'kind-template' }),
      msg('带变量的文字', { id: 'kind-template-help' }),
      msg('您好 {buyer}', { id: 'kind-template-sample' }),
    ),
  json: () =>
    say(msg('结构数据', { id: 'kind-json' }), msg('任意 JSON，给接口用', { id: 'kind-json-help' }), '{ … }'),
};

/** Drawn on a grid of 16, as the other icons are. */
const drawings: Readonly<Record<string, string>> = {
  text: 'M3 4.5V3h10v1.5M8 3v10M6 13h4',
  multiline: 'M2.5 4h11M2.5 7h11M2.5 10h11M2.5 13h6',
  integer: 'M4 5.5 6 4v8M4.5 12h3M9.5 5.2c2-2 4.5.3 2.8 2.6L9.5 12h3.8',
  decimal: 'M3 5.5 5 4v8M7.2 12h.1M9.5 6.5a1.9 2.6 0 1 1 3.8 0v3a1.9 2.6 0 1 1-3.8 0z',
  money: 'M4.5 3 8 8l3.5-5M8 8v5.5M5 8.2h6M5 10.7h6',
  percent:
    'M12.5 3.5l-9 9M5 3.2a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM11 9.6a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z',
  boolean: 'M3 3h10v10H3zM5.5 8l2 2 3.2-4',
  date: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5',
  time: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5v3.2l2.2 1.6',
  choice: 'M5 4.5a1.6 1.6 0 1 0 0 .1zM4 11.5a1 1 0 1 0 2 0 1 1 0 1 0-2 0M8.5 4.5h5M8.5 11.5h5',
  choices: 'M2.8 3h3v3h-3zM2.8 10h3v3h-3zM8.5 4.5h5M8.5 11.5h5M3.4 4.4l.8.8 1.2-1.6',
  reference: 'M3 8h8.5M8.5 4.8 11.8 8l-3.3 3.2M14 3.5v9',
  references: 'M2.5 5h7.5M7.8 2.8 10 5 7.8 7.2M2.5 11h7.5M7.8 8.8 10 11l-2.2 2.2M13.5 3v10',
  parent: 'M6 2.5h4v3H6zM2 10.5h4v3H2zM10 10.5h4v3h-4zM8 5.5V8M4 10.5V8h8v2.5',
  entries: 'M2.5 3.5h11v9.5h-11zM2.5 6.6h11M2.5 9.8h11M6.2 3.5V13',
  computed: 'M5 3h7M5 3l4 5-4 5h7',
  number: 'M6 3 4.8 13M11 3 9.8 13M3 6.2h10.5M2.6 9.8H13',
  secret: 'M3.8 7.2h8.4v6H3.8zM5.5 7.2V5.3a2.5 2.5 0 0 1 5 0v1.9',
  rule: 'M2.5 5h4l3 6h4M2.5 11h4l1-2M8.7 6.8 9.5 5h4',
  json: 'M6 3C4 3 5 7 3 8c2 1 1 5 3 5M10 3c2 0 1 4 3 5-2 1-1 5-3 5',
  mail: 'M2.5 3.8h11v8.6h-11zM2.5 4.3 8 8.8l5.5-4.5',
};
const drawnAs: Readonly<Record<string, string>> = {
  datetime: 'date',
  'time-range': 'time',
  form: 'entries',
  condition: 'rule',
  'field-list': 'choices',
  carry: 'reference',
  email: 'mail',
  phone: 'number',
  'tax-number': 'number',
  url: 'reference',
  'file-name': 'text',
  template: 'multiline',
};

export function kindIcon(kind: string): TemplateResult {
  const path = drawings[drawnAs[kind] ?? kind] ?? drawings['text'];
  return html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor"
    stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path ?? ''} /></svg>`;
}
