import { padded, round } from '../../../../metadata/common/decimal.ts';
import { escaped } from '../../../../metadata/common/html.ts';
import type { FieldSet, Form } from '../../../../metadata/model.ts';
import type { Text } from '../../../../rules/decisions/given.ts';
import { isDigital } from '../../../../rules/einvoicing/common/invoice-types.ts';
import { differenceMark } from '../../../../rules/einvoicing/face-remark/difference-mark.ts';
import type { Wire, WireLine } from '../../../../rules/einvoicing/forms/wire.ts';
import { inCapitals } from '../../../../rules/print/in-capitals.ts';
import { qrPicture } from '../qr/qr-picture.ts';

/** The titles of faces, by type of invoice. */
const titles: Readonly<Record<string, string>> = {
  '10xdp': '电子发票（普通发票）',
  '08xdp': '电子发票（增值税专用发票）',
};

const style = `body{font:14px/1.5 "Songti SC","SimSun",serif;color:#1a1a1a;margin:32px auto;max-width:900px;padding:0 16px}
header{display:flex;gap:24px;align-items:center;border-bottom:2px solid #8a3b12;padding-bottom:12px;color:#8a3b12}
header svg{width:96px;height:96px;flex:none}h1{flex:1;text-align:center;font-size:24px;font-weight:600;margin:0}
header dl{margin:0;color:#1a1a1a}dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0}dt{color:#6b4a3a}dd{margin:0;overflow-wrap:anywhere}
.parties{display:grid;grid-template-columns:1fr 1fr}.parties section{border:1px solid #8a3b12;border-top:0;padding:10px 12px}
.parties section+section{border-left:0}h2{font-size:14px;margin:0 0 4px;color:#8a3b12}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a3b12;padding:4px 8px;text-align:left;vertical-align:top}
th{color:#6b4a3a;font-weight:500}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tfoot td{font-weight:600}
footer{display:flex;gap:32px;border:1px solid #8a3b12;border-top:0;padding:10px 12px;white-space:pre-line}
.special{margin-top:-1px}.special caption{text-align:left;color:#8a3b12;border:1px solid #8a3b12;border-bottom:0;padding:4px 8px;margin-top:-1px}
.special dl{grid-template-columns:auto 1fr auto 1fr;max-width:none}.special tbody th{white-space:nowrap}.mark{border:2px solid #b00020;color:#b00020;padding:4px 12px;margin:0 0 16px;text-align:center}
@media print{body{margin:0}}`;

/** A page of this may load nothing and run nothing; its own style is all it has. */
export const facePolicy = "default-src 'none'; style-src 'unsafe-inline'";

/** A name on the face, and its value. */
type Fact = readonly [string, Text];

function facts(rows: readonly Fact[]): string {
  return `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value ?? '')}</dd>`).join('')}</dl>`;
}

/**
 * An invoice as it is printed: a page of HTML by itself, of the record as a reader is answered it. The form says what its
 * choices are called; `day` is when it was issued, where its organisation is.
 */
export function invoiceFace(invoice: Wire<'invoice'>, form: Form, day: string): string {
  const { invoiceType: type, number, amount, faceTax, gross } = invoice;
  const difference = differenceMark(invoice);
  const title = `${titles[type ?? ''] ?? '发票'}${invoice.sign === 'red' ? '（红字）' : ''}`;
  const kind = type === '08xdp' ? '31' : '32';
  const code = `01,${kind},,${number ?? ''},${gross ?? ''},${day.replaceAll('-', '')},,`;
  const party = (name: string, side: 'buyer' | 'seller') =>
    `<section><h2>${name}</h2>${facts([
      ['名称', invoice[`${side}Name`]],
      ['统一社会信用代码/纳税人识别号', invoice[`${side}TaxNo`]],
      ...onFace(invoice, side),
    ])}</section>`;
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${escaped(`${title} ${number ?? ''}`)}</title><style>${style}</style></head><body>
${invoice.simulated ? '<p class="mark">模拟开票，没有法律效力 · Simulated, no legal invoice</p>' : ''}
${difference === null ? '' : `<p class="mark">${escaped(difference)}</p>`}
${invoice.testing ? '<p class="mark">测试，没有法律效力 · Test, no legal invoice</p>' : ''}
${invoice.invoiceStatus === 'void' ? '<p class="mark">作废 · Void</p>' : ''}
<header>${qrPicture(code, number ?? '') ?? ''}<h1>${title}</h1>${facts([
    ['发票号码', number],
    ['开票日期', day],
  ])}</header>
<div class="parties">${party('购买方信息', 'buyer')}${party('销售方信息', 'seller')}</div>
<table><thead><tr><th>项目名称</th><th>规格型号</th><th>单位</th><th class="n">数量</th><th class="n">单价</th><th class="n">金额</th><th class="n">税率/征收率</th><th class="n">税额</th></tr></thead>
<tbody>${(invoice.lines ?? []).map((line) => row(onPaper(line, invoice))).join('')}</tbody>
<tfoot><tr><td colspan="5">合计</td><td class="n">${yuan(amount)}</td><td></td><td class="n">${taxShown(faceTax)}</td></tr>
<tr><td>价税合计（大写）</td><td colspan="4">${gross ? inCapitals(gross) : ''}</td><td class="n" colspan="3">（小写）${yuan(gross)}</td></tr></tfoot></table>
${elementsTable(invoice)}${vouchersTable(invoice, form)}
<footer><span>备注：${escaped(remarkOf(invoice, form))}</span></footer>
<footer><span>收款人：${escaped(invoice.payee ?? '')}</span><span>复核人：${escaped(invoice.reviewer ?? '')}</span><span>开票人：${escaped(invoice.drawer ?? '')}</span></footer>
</body></html>`;
}

/** What the rule that merged it hides stands on the invoice, and not on its face. */
function onPaper(line: WireLine<'invoice'>, { hidden }: Wire<'invoice'>): WireLine<'invoice'> {
  return { ...line, ...Object.fromEntries((hidden ?? []).map((member) => [member, null])) };
}

function row({
  faceName,
  spec,
  unit,
  quantity,
  price,
  amount,
  faceRate,
  faceTax,
}: WireLine<'invoice'>): string {
  const numbers = [quantity, price, money(amount), faceRate, faceTax].map(
    (value) => `<td class="n">${escaped(value ?? '')}</td>`,
  );
  return `<tr>${cells([faceName, spec, unit])}${numbers.join('')}</tr>`;
}

function cells(values: readonly Text[]): string {
  return values.map((value) => `<td>${escaped(value ?? '')}</td>`).join('');
}

/** What the invoice is about; of several travellers, freights or vehicles a row each, under the names of what they say. */
function elementsTable({ specialElements }: Wire<'invoice'>): string {
  const bySubject = Map.groupBy(specialElements ?? [], ({ subject }) => subject ?? '');
  if (bySubject.size === 0) return '';
  const head = '<table class="special"><caption>特定业务要素</caption>';
  if (bySubject.size === 1) {
    const said = (specialElements ?? []).map(({ label, value }): Fact => [escaped(label ?? ''), value]);
    return `${head}<tbody><tr><td>${facts(said)}</td></tr></tbody></table>`;
  }
  const labels = [...new Set((specialElements ?? []).map(({ label }) => label ?? ''))];
  const rows = [...bySubject].map(([subject, elements]) => {
    const values = labels.map((label) => elements.find((one) => one.label === label)?.value);
    return `<tr><th>${escaped(subject)}</th>${cells(values)}</tr>`;
  });
  const names = ['', ...labels].map((label) => `<th>${escaped(label)}</th>`);
  return `${head}<thead><tr>${names.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function vouchersTable({ vouchers }: Wire<'invoice'>, form: Form): string {
  if (!vouchers || vouchers.length === 0) return '';
  const rows = vouchers.map(
    ({ voucherKind, code, number, day, amount, deducted, remark }) =>
      `<tr>${cells([chosen(form.byId.get('vouchers')?.rows, 'voucherKind', voucherKind), code, number, day])}<td class="n">${yuan(amount)}</td><td class="n">${yuan(deducted)}</td>${cells([remark])}</tr>`,
  );
  return `<table class="special"><caption>差额扣除凭证</caption><thead><tr><th>凭证类型</th><th>发票代码</th><th>凭证号码</th><th>开具日期</th><th class="n">凭证合计金额</th><th class="n">本次扣除金额</th><th>备注</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function chosen(shape: FieldSet | undefined, id: string, value: Text): string {
  return shape?.byId.get(id)?.options?.find((option) => option.value === value)?.label.zh ?? '';
}

function taxShown(value: Text): string {
  return value === '***' || !value ? (value ?? '') : `¥${value}`;
}

/** On a red invoice: which one it reverses, by which confirmation and why, and then what else stands there. */
function remarkOf(
  { sign, blueInvoice, redConfirmation, redReason, ...said }: Wire<'invoice'>,
  form: Form,
): string {
  const remark = said.faceRemark ?? said.remark ?? '';
  if (sign !== 'red') return remark;
  const facts = [
    ['被红冲蓝字发票号码', blueInvoice?.number ?? ''],
    ['红字发票信息确认单编号', redConfirmation?.number ?? ''],
    ['红冲原因', chosen(form, 'redReason', redReason)],
  ].filter(([, value]) => value !== '');
  return [facts.map(([name, value]) => `${name}：${value}`).join(' '), remark].join('\n').trim();
}

function money(value: Text): string {
  return value ? padded(round(value, 2), 2) : '';
}

function yuan(value: Text): string {
  return value ? `¥${money(value)}` : '';
}

/** Address and bank stand there under tax control; on a digital invoice they stand in the remark, where it says so. */
function onFace(invoice: Wire<'invoice'>, side: 'buyer' | 'seller'): readonly Fact[] {
  if (isDigital(invoice.invoiceType)) return [];
  const both = (a: Text, b: Text) => `${a ?? ''} ${b ?? ''}`.trim();
  return [
    ['地址、电话', both(invoice[`${side}Address`], invoice[`${side}Phone`])],
    ['开户行及账号', both(invoice[`${side}Bank`], invoice[`${side}Account`])],
  ];
}
