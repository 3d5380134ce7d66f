import type { Json } from '../../common/json.ts';
import type { ColumnProfile, NearlyKind, TellingKind } from './profile.ts';
import type { ProposedColumn, Why } from './proposal.ts';
import type { Measures } from './strictness.ts';

/** Records of a form that the texts of a column name. */
export interface Named {
  /** Name of the field by which most of them are named. */
  readonly by: string;
  /** Id of the form; empty: it is that of a sheet. */
  readonly form: string;
  /** The sheet of the same file that has the records, and the column that they stand in. Default: they are in force. */
  readonly within?: { readonly sheet: number; readonly heading: string; readonly mixed?: true };
  /** Label of the form. */
  readonly label: Json;
  /** Number of texts that name a record, of how many different texts. */
  readonly found: number;
  readonly of: number;
  /** Some of the texts that name none. */
  readonly others: readonly string[];
}

type Kind = Pick<ProposedColumn, 'kind' | 'props'> & {
  /** Number of cells that it does not read. Default: it reads all. */
  readonly misfits?: number;
  readonly why: Why;
};

/** Patterns of headings, by the meaning that a column so headed has. */
const words = {
  code: /号$|号码|编码|编号|代码|单号|条码|税号|\b(?:no|number|code|id|sku|nr)\b\.?$|(?:No|Code|Id|ID)$/i,
  counter: /^(?:序号|行号|项次|#|no\.?|nr\.?|row|line)$/i,
  tax: /税号|纳税人|信用代码|tax\s*(?:no|number|id)/i,
  phone: /电话|手机|联系方式|phone|mobile|\btel\b/i,
  amount: /金额|单价|价$|价格|税额|合计|总计|费用|余额|amount|price|total|\bfee\b|balance/i,
  rate: /率$|比例|折扣|占比|rate|ratio|percent|discount/i,
  date: /日期|日$|date|\bday\b/i,
  person: /人$|人员$|姓名|联系人|经办|负责|contact|person|\bowner\b|buyer|employee/i,
  name: /名称$|姓名$|标题$|^(?:.*\s)?(?:name|title)$/i,
  rows: /明细|分录|条目|行项目?$|(?:^|[\s_-])(?:lines?|items?|details?|entries)$/i,
  happens: /(?<![名清菜])单$|单据|订单|合同|发票|申请|(?:order|invoice|contract|request|bill)s?$/i,
  flag: /^是否|^是不是|启用|^(?:is|has)\b/i,
};

/** Tells whether the heading is one that people give to columns which name things. */
export function isCode(heading: string): boolean {
  return words.code.test(heading) && !isCounter(heading);
}

/** Tells whether the heading is one of columns without which a record says nothing: what it is called. */
export function isTitle(heading: string): boolean {
  return words.name.test(heading);
}

/** Tells whether a sheet is called as people call those whose rows belong to something. */
export function isOfRows(title: string): boolean {
  return words.rows.test(title);
}

/** Tells whether a sheet is called as what happens: a document. */
export function isOfDocuments(title: string): boolean {
  return words.happens.test(title);
}

/** What a heading counts or a sheet lists: 客户 of “客户编号” and of “客户资料”. Empty: the word says nothing of it. */
export function stemOf(text: string): string {
  const stem = text
    .trim()
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .replace(/(?:编号|编码|代码|号码|号|(?:^|[\s_-])(?:number|code|no\.?|nr\.?|id))$/, '')
    .replace(/(?:资料|信息|档案|列表|清单|主表|表|list)$/, '')
    .replace(/(?<![\s_\-/])[\s_\-/]+$/, '')
    .replace(/(?<=[a-z])s$/, '');
  return stem === '单' || stem === '单据' ? '' : stem;
}

/** Tells whether the column only counts the rows of its sheet: such columns are found within each other everywhere. */
export function isCounter(heading: string): boolean {
  return words.counter.test(heading);
}

/** Kinds that a column may nearly be of: what else stands there is told. */
const nearlyCodes: Readonly<Record<NearlyKind, string>> = {
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'date',
  email: 'email',
};

/** Share of the options of a choice that may be something else where the others are of a kind. */
const fewAmongOptions = 0.1;
const fewOptions = 8;
const longestOption = 40;
const lengths = [20, 40, 60, 100, 150, 200, 255];
/** Digits in all that decimals have room for at least, as amounts do. */
const usualPrecision = 18;

/** Chooses the kind that the texts of a column are of, and tells why; the more telling goes first. */
export function columnKind(profile: ColumnProfile, measure: Measures, named?: Named): Kind {
  const roomFor = (longest: number) => roomOf(longest, measure);
  const { heading, filled, distinct, values, longest, whole, scale } = profile;
  const is = (kind: TellingKind) => profile.fits.includes(kind);
  const said = (kind: string, code: string, props: Kind['props'] = {}, params: Why['params'] = {}): Kind => ({
    kind,
    props,
    why: { code: `workbook-${code}`, params: { filled, distinct, example: values[0] ?? '', ...params } },
  });
  if (filled === 0) return said('text', 'empty', { length: 100 });
  if (named?.within) {
    const { heading: key, mixed } = named.within;
    return said('reference', mixed ? 'refers-mixed' : 'refers', {}, { form: named.label, key });
  }
  if (named)
    return said(
      'reference',
      named.found < named.of ? 'reference-nearly' : 'reference',
      { form: named.form },
      { form: named.label, found: named.found, of: named.of, values: named.others },
    );
  const number = numberKind();
  if (words.tax.test(heading) && is('tax-number')) return said('tax-number', 'tax-number');
  if (words.phone.test(heading) && is('phone')) return said('phone', 'phone');
  if (profile.code) return said('text', 'code', { length: roomFor(longest) });
  if (is('date') && (!profile.bare || words.date.test(heading))) return said('date', 'date');
  const { unclearDays: unclear } = profile;
  if (unclear)
    return said(
      'text',
      'unclear-date',
      { length: roomFor(longest) },
      { others: unclear.cells, values: [unclear.example] },
    );
  if (is('datetime')) return said('datetime', 'datetime');
  if (is('time')) return said('time', 'time');
  if (is('boolean') && (distinct === 2 || !is('integer') || words.flag.test(heading)))
    return said('boolean', 'boolean', {}, { values: values.slice(0, 4) });
  if (number) return number;
  if (is('email')) return said('email', 'email');
  if (is('url')) return said('url', 'url');
  const isFew = distinct <= fewOptions || (distinct <= measure.options && distinct * 5 <= filled);
  const isChoice =
    isFew &&
    distinct > 1 &&
    filled >= distinct * measure.often &&
    (measure.required === 'all' || !words.person.test(heading)) &&
    longest <= longestOption &&
    !profile.lines &&
    !isCode(heading);
  const { nearly } = profile;
  const sort = nearly && nearlyCodes[nearly.kind];
  // One odd option among a few numbers makes no numbers of the others.
  if (sort && (!isChoice || sort === 'date' || nearly.distinct <= distinct * fewAmongOptions)) {
    const params = { others: nearly.others, values: nearly.values, fitting: filled - nearly.others };
    const props = nearlyProps(nearly.kind);
    if (props && nearly.others <= filled * measure.misfits && !isCode(heading))
      return { ...said(nearly.kind, `mostly-${sort}`, props, params), misfits: nearly.others };
    return said('text', `nearly-${sort}`, { length: roomFor(longest) }, params);
  }
  if (isChoice) return said('choice', 'choice', {}, { values: values.slice(0, 6) });
  if (profile.lines || longest > 255)
    return said(
      'multiline',
      'multiline',
      { length: Math.max(4000, Math.ceil((longest * 2) / 1000) * 1000) },
      { longest },
    );
  return said('text', 'text', { length: roomFor(longest) }, { longest });

  function numberKind(): Kind | undefined {
    if (is('percent') && values.some((text) => /[%％]$/.test(text)))
      return said('percent', 'percent', scale > 4 ? { scale: scale + 2, precision: scale + 5 } : {});
    if (is('decimal') && scale > 0 && whole === 1 && words.rate.test(heading) && values.every(isFraction))
      return said('percent', 'fraction', scale > 6 ? { scale, precision: scale + 3 } : {});
    if (is('money') && scale <= 2 && whole <= 16 && (words.amount.test(heading) || !is('decimal')))
      return said('money', 'money');
    if (is('integer'))
      return isCode(heading)
        ? said('text', 'code-heading', { length: roomFor(longest) })
        : said('integer', 'integer');
    if (!is('decimal')) return undefined;
    return said('decimal', 'decimal', decimalProps(), { scale, whole });
  }

  function decimalProps(): Kind['props'] {
    return { precision: Math.max(usualPrecision, whole + scale + 2), scale };
  }

  /** Properties of a kind that not all texts are of; undefined: it is none to propose then. */
  function nearlyProps(kind: NearlyKind): Kind['props'] | undefined {
    if (kind === 'decimal') return decimalProps();
    return kind === 'money' || kind === 'percent' ? undefined : {};
  }
}

function isFraction(text: string): boolean {
  return /^[01](?:\.\d+)?$/.test(text);
}

/** Some times as much as there is, by the measure. */
function roomOf(longest: number, { room: { times, least } }: Measures): number {
  const wanted = Math.max(least, longest * times);
  return lengths.find((length) => length >= wanted) ?? Math.max(255, longest);
}
