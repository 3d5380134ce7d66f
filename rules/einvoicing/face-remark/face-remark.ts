import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { shownText } from '../../decisions/shown.ts';
import { isDigital } from '../common/invoice-types.ts';
import type { Forms } from '../forms/forms.ts';
import { isYes } from '../is-yes.ts';

type Pending = Omit<Forms['pending-invoice'], 'realEstate' | 'additional'>;

/** A record whose fields are printed by their labels, in their order. */
export interface PrintedElements {
  readonly record: JsonObject;
  readonly about: FieldSet;
}

export interface FaceRemarkQuestion {
  readonly invoice: Pending;
  /** The records that a special business refers to. */
  readonly elements: readonly PrintedElements[];
  /** Additional information that is shown. */
  readonly additional: readonly { readonly name: string; readonly value: string }[];
}

/** Columns of records that say nothing of the business itself. */
const unprinted: ReadonlySet<string> = new Set(['number', 'name', 'type', 'remark', 'enabled']);

/** What a digital face shows of the parties where a document says so, or a system parameter where it says nothing. */
const shown = [
  {
    by: 'showBuyerAddress',
    usual: (parameter: ParameterText) => parameter('system', 'showBuyerAddress'),
    label: '购买方地址、电话',
    fields: ['buyerAddress', 'buyerPhone'],
  },
  {
    by: 'showBuyerBank',
    usual: (parameter: ParameterText) => parameter('system', 'showBuyerBank'),
    label: '购买方开户行及账号',
    fields: ['buyerBank', 'buyerAccount'],
  },
  {
    by: 'showSellerAddress',
    usual: (parameter: ParameterText) => parameter('system', 'showSellerAddress'),
    label: '销售方地址、电话',
    fields: ['sellerAddress', 'sellerPhone'],
  },
  {
    by: 'showSellerBank',
    usual: (parameter: ParameterText) => parameter('system', 'showSellerBank'),
    label: '销售方开户行及账号',
    fields: ['sellerBank', 'sellerAccount'],
  },
] as const;

/**
 * What stands in the remark of a face beside what somebody wrote: of a digital invoice elements of a special business,
 * addresses and accounts as asked for, the remark, additional information, in this order. All others print addresses and
 * accounts elsewhere. The limit of a remark is about what somebody wrote alone.
 */
export function faceRemark(
  { invoice, elements, additional }: FaceRemarkQuestion,
  parameter: ParameterText,
): string {
  const digital = isDigital(invoice.invoiceType);
  return [
    ...elements.map(elementsLine),
    ...(digital ? partyLines(invoice, parameter) : []),
    invoice.remark ?? '',
    additional.map(({ name, value }) => `${name}：${value}`).join('；'),
  ]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function elementsLine({ record, about }: PrintedElements): string {
  return about.fields
    .filter(({ name }) => !unprinted.has(name))
    .flatMap(({ name, id, label }) => {
      const text = shownText(record, id in record ? id : name, { about });
      return text === '' ? [] : [`${label.zh}：${text}`];
    })
    .join('；');
}

function partyLines(invoice: Pending, parameter: ParameterText): readonly string[] {
  return shown.flatMap(({ by, usual, label, fields }) => {
    if (!(invoice[by] ?? isYes(usual(parameter)))) return [];
    const said = fields.flatMap((field) => invoice[field] || []).join(' ');
    return said === '' ? [] : [`${label}：${said}`];
  });
}
