import type { Flaw } from './flaw.ts';
import type { LeavingConfig, LeavingQuestion } from './question.ts';
import { untaxedTexts } from './scenes.suite.ts';

/**
 * The table of domain.md once more, without that of the product: one condition below another, amounts as whole numbers
 * of 10⁻²⁴, and nothing shared with the decision but the shapes of question and answer.
 */
export function slowly(question: LeavingQuestion, config: LeavingConfig): readonly string[] {
  const { invoice, at = 'push', channelKind = null, blue = null } = question;
  const said: Flaw[] = [];
  const say = (code: string, path: string, severity: 'error' | 'warning' = 'error') =>
    said.push({ code, path, severity });
  const type = invoice.invoiceType || '';
  const special = ['004', '004xdp', '028', '08xdp'].includes(type);
  const ordinary = ['007', '007xdp', '025', '026', '10xdp'].includes(type);
  const digital = /xdp$/.test(type);
  const person = invoice.buyerKind === 'person';
  const lines = invoice.lines ?? [];
  const red =
    invoice.sign === 'red' ||
    (!invoice.sign &&
      (invoice.billType === 'red' || !!invoice.blueInvoice || (num(invoice.amount) ?? 0n) < 0n));
  const way = red ? -1n : 1n;
  const set = (name: string, key: string) => (config.parameter(name, key) ?? '').trim();
  const submit = at === 'submit';
  const own = invoice.sellerTaxNo || '';
  const soft = {
    amount: submit && own !== '' && set('sim_bill_save_check_amount', own) !== '',
    tax: submit && own !== '' && set('sim_bill_save_check_tax', own) === '1',
    discount: submit && set('sim_discount_row_check', 'sim_discount_row_check') === '1',
    goods:
      submit &&
      invoice.dataSource === 'receivable' &&
      !['', '1'].includes(set('sim_botp_config', 'enforce_goods_match')),
  };
  const unless = (off: boolean) => (off ? 'warning' : 'error');

  if (config.licences) {
    const states = config.licences.filter((one) => one.taxNo === own).map((one) => one.status);
    if (own === '') say('seller-tax-number-missing', '/sellerTaxNo');
    else if (!states.includes('authorised'))
      say(states.includes('withdrawn') ? 'seller-withdrawn' : 'seller-not-authorised', '/sellerTaxNo');
  }
  if (type === '') say('invoice-type-missing', '/invoiceType');
  else if (channelKind && digital !== ['leqi', 'rpa'].includes(channelKind))
    say('invoice-type-not-issued', '/invoiceType');
  if (!invoice.buyerName) say('buyer-name-missing', '/buyerName');
  if (!invoice.buyerTaxNo && special) say('buyer-tax-number-missing', '/buyerTaxNo');
  if (!invoice.buyerTaxNo && ordinary && !person) say('buyer-tax-number-missing', '/buyerTaxNo', 'warning');
  if (special && person) say('buyer-person', '/buyerKind');
  if (type === '004' || type === '028') {
    if (!invoice.buyerAddress) say('buyer-details-missing', '/buyerAddress', 'warning');
    if (!invoice.buyerPhone) say('buyer-details-missing', '/buyerPhone', 'warning');
    if (!invoice.buyerBank) say('buyer-details-missing', '/buyerBank', 'warning');
    if (!invoice.buyerAccount) say('buyer-details-missing', '/buyerAccount', 'warning');
  }
  // Numbers that are drawn are well formed, or plainly not.
  if (invoice.buyerTaxNo && !person && !/^[0-9A-Z]{18}$/.test(invoice.buyerTaxNo))
    say('tax-number-form', '/buyerTaxNo', 'warning');
  if (invoice.buyerTaxNo && invoice.buyerTaxNo === invoice.sellerTaxNo)
    say('seller-is-buyer', '/buyerTaxNo', 'warning');
  if (!invoice.drawer) say('drawer-missing', '/drawer', 'warning');
  if (!submit && red && blue?.invoiceStatus === 'void') say('blue-voided', '/blueInvoice');
  const elements: Readonly<Record<string, readonly string[]>> = {
    sale: ['address'],
    rental: ['address', 'certificateNo', 'areaUnit'],
    construction: ['address', 'landVatProjectNo', 'projectName'],
  };
  const asked = !(red && (invoice.specialElements?.length || invoice.blueInvoice));
  for (const element of elements[invoice.specialKind || ''] ?? [])
    if (
      asked &&
      config.realEstate !== undefined &&
      !(config.realEstate as Record<string, unknown> | null)?.[element]
    )
      say('special-element-missing', `/realEstate/${element}`);
  const moved = { 'passenger-transport': 'travellers', 'goods-transport': 'freights' } as const;
  const starred = {
    travellers: ['day', 'placeFrom', 'placeTo', 'vehicleKind'],
    freights: ['shippedFrom', 'shippedTo', 'transportKind', 'plateNo', 'goods'],
  };
  const list = moved[invoice.specialKind as keyof typeof moved];
  if (list && asked) {
    const rows = (invoice[list] ?? []) as readonly Readonly<Record<string, unknown>>[];
    if (rows.length === 0) say('transport-missing', `/${list}`);
    for (const [at, row] of rows.entries())
      for (const member of starred[list])
        if (!row[member]) say('transport-element-missing', `/${list}/${at}/${member}`);
  }
  if (lines.length === 0) say('lines-missing', '/lines');
  if (digital && lines.length > 2000) say('too-many-rows', '/lines');
  if (type !== '' && !digital && lines.length > 8 && (!invoice.withList || type === '025'))
    say('too-many-rows', '/lines');
  const difference = invoice.taxMethod === 'difference';
  if (difference && lines.length > 1) say('difference-lines', '/lines');

  const vouchers = invoice.vouchers ?? [];
  if (!red && difference && vouchers.length > 0) {
    const over = lines.flatMap((line, at) => {
      const own = vouchers.filter((one) => one.line === at + 1);
      const used = own.reduce((all, one) => all + (num(one.deducted) ?? 0n), 0n);
      return own.length > 0 && used > size(num(line.deduction) ?? 0n) ? [at] : [];
    });
    for (const at of over) say('vouchers-differ', `/lines/${at}/deduction`);
    const deducted = lines.reduce((all, line) => all + (num(line.deduction) ?? 0n), 0n);
    const used = vouchers.reduce((all, one) => all + (num(one.deducted) ?? 0n), 0n);
    if (over.length === 0 && used !== size(deducted)) say('vouchers-differ', '/vouchers');
  }

  let expectedTax: bigint | null = 0n;
  let amounts = 0n;
  for (const [place, line] of lines.entries()) {
    const path = (member: string) => `/lines/${place}/${member}`;
    const before = said.length;
    const code = line.taxCode || '';
    const rate = num(line.rate);
    const [amount, tax, gross] = [num(line.amount), num(line.tax), num(line.gross)];
    const text = line.preferenceText || '';
    if (!line.itemName) say('item-name-missing', path('itemName'), unless(soft.goods));
    if (code === '') say('tax-code-missing', path('taxCode'), unless(soft.goods));
    if (rate === null) say('rate-missing', path('rate'), unless(soft.goods));
    const written = code.length === 19 && /^\d+$/.test(code) && '123456'.includes(code.charAt(0));
    if (asked && invoice.specialKind === 'motor-vehicle' && line.kind !== 'discount' && !line['vehicle'])
      say('vehicle-missing', path('vehicle'));
    if (code !== '' && !written) say('tax-code-form', path('taxCode'));
    const record = written ? config.codeOf(code) : null;
    const complete = config.codesComplete ? 'error' : 'warning';
    if (written && record === null) say('tax-code-unknown', path('taxCode'), complete);
    if (record?.summary) say('tax-code-summary', path('taxCode'));
    if (record?.firstDay && record.firstDay > config.today && !red)
      say('tax-code-not-yet', path('taxCode'), complete);
    if (record?.lastDay && record.lastDay < config.today && !red)
      say('tax-code-ended', path('taxCode'), complete);
    if (special && (rate === 0n || untaxedTexts.includes(text))) say('zero-rate-special', path('rate'));
    if (ordinary && rate === 0n && text === '')
      say('zero-rate-text-missing', path('preferenceText'), 'warning');
    if (text === '不征税' && written && code.charAt(0) !== '6')
      say('not-taxed-code', path('taxCode'), 'warning');
    const fitting: Readonly<Record<string, string>> = {
      sale: '5',
      rental: '3040502',
      construction: '305',
      'passenger-transport': '301',
      'goods-transport': '301',
    };
    const start = fitting[invoice.specialKind || ''];
    if (start && written && code.slice(0, start.length) !== start)
      say('special-code', path('taxCode'), 'warning');
    const ends: Readonly<Record<string, string>> = {
      [String(num('0.17'))]: '2018-04-30',
      [String(num('0.11'))]: '2018-04-30',
      [String(num('0.16'))]: '2019-03-31',
      [String(num('0.10'))]: '2019-03-31',
      [String(num('0.04'))]: '2014-06-30',
    };
    const end = ends[String(rate)];
    if (!red && end && end < config.today) say('rate-ended', path('rate'), unless(!!invoice.lateIssueReason));

    const above = lines[place - 1];
    if (line.kind === 'discount') {
      if (above?.kind !== 'discounted') say('discount-place', path('kind'), unless(soft.discount));
      else {
        if ((line.itemName || '') !== (above.itemName || ''))
          say('discount-name', path('itemName'), unless(soft.discount));
        if (code !== (above.taxCode || '')) say('discount-code', path('taxCode'), unless(soft.discount));
        if (rate !== num(above.rate)) say('discount-rate', path('rate'), unless(soft.discount));
        if (((num(above.amount) ?? 0n) + (amount ?? 0n)) * way <= 0n) say('discount-sum', path('amount'));
      }
    } else if (!amount) say('line-amount-zero', path('amount'));
    else if (amount * way < 0n) say('line-sign', path('amount'));
    if (line.quantity && !line.price) say('quantity-or-price-missing', path('price'));
    if (!line.quantity && line.price) say('quantity-or-price-missing', path('quantity'));
    if (
      line.quantity &&
      line.price &&
      amount !== null &&
      far(times(num(line.quantity), num(line.price)), amount, '0.01')
    )
      say('line-amount', path('amount'), unless(soft.amount));
    const taxed = difference && line.deduction ? 'difference-tax' : 'line-tax';
    const whole = gross ?? (amount !== null && tax !== null ? amount + tax : null);
    let expected: bigint | null = null;
    if (text === '按5%简易征收减按1.5%计征' && whole !== null)
      expected = over(times(whole, num('0.015')), num('1.05'));
    else if (rate !== null && taxed === 'difference-tax')
      expected =
        whole === null
          ? null
          : over(times(whole - (num(line.deduction) ?? 0n), rate), (num('1') ?? 0n) + rate);
    else if (rate !== null && amount !== null) expected = times(amount, rate);
    if (expected !== null && tax !== null && far(expected, tax, '0.06'))
      say(taxed, path('tax'), unless(soft.tax));
    expectedTax = expected === null || expectedTax === null ? null : expectedTax + expected;
    amounts += amount ?? 0n;
    if (difference && line.deduction && gross !== null && size(num(line.deduction) ?? 0n) >= size(gross))
      say('difference-deduction', path('deduction'));
    if (amount !== null && tax !== null && gross !== null && amount + tax !== gross)
      say('line-gross', path('gross'));

    const doubted = said.slice(before).some((one) => [path('taxCode'), path('rate')].includes(one.path));
    if (!red && !doubted && code !== '' && rate !== null) {
      const ruled = config.rateRules.length > 0;
      const allowed = ruled ? config.rateRules.flatMap(({ rates }) => rates ?? []) : record?.allowed;
      const fine =
        allowed === undefined ||
        allowed.some((one) => num(one) === rate) ||
        (!ruled && ((text === '免税' && rate === 0n) || (text === '按3%简易征收' && rate === num('0.03'))));
      if (!fine)
        say(
          'rate-risk',
          path('rate'),
          ruled && config.rateRules.some(({ stops }) => stops) ? 'error' : 'warning',
        );
    }
  }
  if (lines.length > 0) {
    const [amount, tax, gross] = [num(invoice.amount), num(invoice.tax), num(invoice.gross)];
    if (lines.some((one) => one.amount) && amount !== null && far(amounts, amount, '0.01'))
      say('invoice-amount', '/amount');
    if (expectedTax !== null && tax !== null && far(expectedTax, tax, '1.27')) say('invoice-tax', '/tax');
    if (amount !== null && tax !== null && gross !== null && amount + tax !== gross)
      say('invoice-gross', '/gross');
    if (!amount) say('total-zero', '/amount');
  }
  return said.map(({ code, path, severity }) => `${code} ${path} ${severity}`).sort();
}

const scale = 10n ** 24n;

function num(text: string | null | undefined): bigint | null {
  if (text === null || text === undefined || text === '') return null;
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(24, '0'));
  return text.startsWith('-') ? -value : value;
}

function times(a: bigint | null, b: bigint | null): bigint {
  return ((a ?? 0n) * (b ?? 0n)) / scale;
}

function over(a: bigint, b: bigint | null): bigint {
  return (a * scale) / (b ?? scale);
}

function size(a: bigint): bigint {
  return a < 0n ? -a : a;
}

function far(a: bigint, b: bigint, most: string): boolean {
  return size(a - b) > (num(most) ?? 0n);
}
