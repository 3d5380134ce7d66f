import type { ParameterText } from '../../decisions/parameter-text.ts';
import { isDigital } from '../common/invoice-types.ts';
import type { Forms } from '../forms/forms.ts';
import { isYes } from '../is-yes.ts';
import { differenceMark } from './difference-mark.ts';

type Pending = Omit<Forms['pending-invoice'], 'realEstate' | 'additional'>;

export interface FaceRemarkQuestion {
  readonly invoice: Pending;
  /** Additional information that is shown. */
  readonly additional: readonly { readonly name: string; readonly value: string }[];
}

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

/** Characters that a face keeps of a remark. */
const mostKept = 8_000;

/**
 * What stands in the remark of a face beside what somebody wrote: of a digital invoice elements of a special business,
 * addresses and accounts as asked for, the remark, additional information and what is deducted, in this order. All
 * others print addresses and accounts elsewhere. The limit of a remark is about what somebody wrote alone; where there
 * are so many elements that the face has no room for them here, it says how many stand in their table alone.
 */
export function faceRemark({ invoice, additional }: FaceRemarkQuestion, parameter: ParameterText): string {
  const digital = isDigital(invoice.invoiceType);
  const rest = linesOf([
    ...(digital ? partyLines(invoice, parameter) : []),
    invoice.remark ?? '',
    additional.map(({ name, value }) => `${name}：${value}`).join('；'),
    differenceMark(invoice) ?? '',
  ]);
  const room = mostKept - rest.length - 1;
  return linesOf([elementsWithin(invoice, room), rest]);
}

function linesOf(lines: readonly string[]): string {
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** A line for each subject. */
function elementsWithin({ specialElements }: Pending, room: number): string {
  const bySubject = Map.groupBy(
    (specialElements ?? []).filter(({ faceOnly }) => faceOnly !== true),
    ({ subject }) => subject ?? '',
  );
  const lines = [...bySubject.values()].map((elements) =>
    elements.map(({ label, value }) => `${label}：${value}`).join('；'),
  );
  const all = lines.join('\n');
  if (all.length <= room) return all;
  const others = (left: number) => `……其余 ${left} 项见票面的特定业务要素`;
  const kept: string[] = [];
  let used = others(lines.length).length;
  for (const line of lines) {
    if (used + line.length + 1 > room) break;
    kept.push(line);
    used += line.length + 1;
  }
  return [...kept, others(lines.length - kept.length)].join('\n');
}

function partyLines(invoice: Pending, parameter: ParameterText): readonly string[] {
  return shown.flatMap(({ by, usual, label, fields }) => {
    if (!(invoice[by] ?? isYes(usual(parameter)))) return [];
    const said = fields.flatMap((field) => invoice[field] || []).join(' ');
    return said === '' ? [] : [`${label}：${said}`];
  });
}
