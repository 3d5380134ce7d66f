import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { standardModel } from '../../../workshop/standard-model.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { renderMail } from './render-mail.ts';

const model = await standardModel();
const about = model.forms.get('invoice');
if (!about) throw new Error('no invoices');
const config = { about, slots: [{ name: 'invoiceList', label: { zh: '发票列表', en: 'Invoice list' } }] };

interface Given {
  readonly template: string;
  readonly html?: boolean;
  readonly invoice: JsonObject;
}

describe('mails are rendered', () => {
  itAnswers('render-mail', ({ template, html, invoice }: Given) => {
    const decided = renderMail({ template, as: html ? 'html' : 'text', invoices: [invoice] }, config);
    // The near names hold at least what the case names.
    const near = decided.issues.flatMap(({ params }) => (params?.['near'] ?? []) as readonly string[]);
    return { ...decided.result, issues: codesOf(decided), nearSet: near.filter((one) => one === '销方名称') };
  });

  const two = [
    { number: '1', buyerName: '甲', gross: '1.00' },
    { number: '2', buyerName: '<乙>', gross: '2.00' },
  ];

  it.each([
    ['several invoices name each value once', '[&购方名称&]：[&发票号码&]', 'text', '甲、<乙>：1、2'],
    ['a subject is one line', '发票\n[&Buyer name&]', 'subject', '发票 甲、<乙>'],
    [
      'a list shows its columns, escaped',
      '[&发票列表&]',
      'html',
      '<table><tr><th>发票号码</th><th>购方名称</th></tr><tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>&lt;乙&gt;</td></tr></table>',
    ],
  ] as const)('%s', (_name, template, as, text) => {
    const rendered = renderMail(
      { template, as, invoices: two, listColumns: ['number', 'buyerName'] },
      config,
    );
    expect(rendered.result.text).toBe(text);
  });

  it('attaches what the limit has room for, and says what it sends as links', () => {
    const files = [3, 2, 1].map((megabytes) => ({ name: `${megabytes}.pdf`, bytes: megabytes * 1_048_576 }));
    const rendered = renderMail({ template: '', invoices: [], files, attachmentLimit: 4 }, config);
    expect(rendered.result).toMatchObject({ attached: ['3.pdf', '1.pdf'], linked: ['2.pdf'] });
    expect(codesOf(rendered)).toEqual(['attachments-too-heavy']);
  });
});
