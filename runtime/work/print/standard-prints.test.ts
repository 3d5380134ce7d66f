import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { PrintNode } from '../../../rules/paper/tree.ts';
import { layOut } from '../../../rules/print/lay-out.ts';
import { standardModel } from '../../../workshop/standard-model.ts';

const model = await standardModel();

async function treeOf(form: string, name: string, record: JsonObject, language: Language = 'zh') {
  const found = model.formsById.get(form);
  const print = model.prints.find(({ content }) => content.form === form && content.name === name)?.content;
  if (!found || !print) throw new Error(`no print ${name} of ${form}`);
  const question = {
    print,
    form: found,
    record,
    language,
    zone: 'Asia/Shanghai',
    call: {},
    user: '',
    org: '',
  };
  return layOut(question, { target: (id) => model.formsById.get(id) });
}

async function wordsOf(...asked: Parameters<typeof treeOf>): Promise<string> {
  return (await treeOf(...asked)).nodes.flatMap(wordsIn).join('\n');
}

function wordsIn(node: PrintNode): readonly string[] {
  if (node.type === 'text') return [node.text];
  if (node.type === 'fields') return node.lines.flat().map(({ label, value }) => `${label}=${value}`);
  if (node.type === 'table') return [...node.rows, node.sums ?? []].map((row) => row.join(' '));
  if (node.type === 'columns') return node.columns.flatMap(({ nodes }) => nodes.flatMap(wordsIn));
  return node.type === 'group' ? node.nodes.flatMap(wordsIn) : [];
}

const lines = [
  {
    itemName: '*服务*咨询',
    spec: null,
    unit: '次',
    quantity: '2',
    price: '50',
    amount: '100',
    rate: '0.06',
    tax: '6',
    gross: '106',
  },
  { itemName: '*运输*运费', amount: '50.5', rate: '0.09', tax: '4.55', gross: '55.05' },
];
const sums = { amount: '150.5', tax: '10.55', gross: '161.05' };

const titles: readonly (readonly [type: string, title: string])[] = [
  ['10xdp', '电子发票（普通发票）'],
  ['08xdp', '电子发票（增值税专用发票）'],
  ['026', '增值税电子普通发票'],
  ['028', '增值税电子专用发票'],
  ['007', '增值税普通发票'],
  ['004', '增值税专用发票'],
  ['025', '增值税普通发票（卷票）'],
  ['007xdp', '增值税普通发票'],
  ['004xdp', '增值税专用发票'],
];

describe('the prints that ship', () => {
  it('there is a title for each type of invoice that there is', () => {
    const types = model.formsById.get('invoice')?.byId.get('invoiceType')?.options ?? [];
    expect(types.map(({ value }) => value).toSorted()).toEqual(titles.map(([type]) => type).toSorted());
  });

  it.each(titles)('the face of %s is called %s', async (invoiceType, title) => {
    const words = (await wordsOf('invoice', 'face', { invoiceType, sign: 'blue', lines, ...sums })).split(
      '\n',
    );
    expect(words.filter((one) => titles.some(([, known]) => known === one))).toEqual([title]);
    expect(words).toContain('1 *服务*咨询  次 2 50 100.00 6% 6.00');
    expect(words).toContain('合计      150.50  10.55');
    expect(words).toContain('价税合计（大写）=壹佰陆拾壹圆零伍分');
  });

  it('a red face says what it reverses, and a simulated one that it is none', async () => {
    const red = {
      sign: 'red',
      blueInvoice: { id: '1', number: '2644' },
      redReason: 'return',
      simulated: true,
      lines,
    };
    const words = await wordsOf('invoice', 'face', red);
    for (const said of ['（红字）', '被红冲蓝字发票号码=2644', '红冲原因=销货退回', '模拟开票，没有法律效力'])
      expect(words).toContain(said);
    const blue = await wordsOf('invoice', 'face', { sign: 'blue', simulated: false, lines });
    for (const unsaid of ['红', '模拟']) expect(blue).not.toContain(unsaid);
  });

  it.each([
    ['cover', [0, 0, 1]],
    ['cover-left', [1, 0, 0]],
  ])('the %s of a bill has its image code in its corner, or says that there is none', async (name, codes) => {
    const nodesOf = async (record: JsonObject) => (await treeOf('image-bill', name, record)).nodes;
    const [head] = await nodesOf({ code: 'YX1', billType: '报销单' });
    const beside = head?.type === 'columns' ? head.columns : [];
    expect(beside.map(({ nodes }) => nodes.filter(({ type }) => type === 'code').length)).toEqual(codes);
    const none = await wordsOf('image-bill', name, { code: null, billType: '报销单' });
    expect(none).toContain('尚未生成影像编码');
    expect(await wordsOf('image-bill', name, { code: 'YX1' })).not.toContain('尚未');
  });

  it('an application and a red confirmation are printed in the language of their reader', async () => {
    const record = { buyerName: 'Acme', lines, ...sums };
    expect(await wordsOf('invoice-application', 'application', record, 'en')).toContain(
      'Invoice application',
    );
    expect(await wordsOf('red-confirmation', 'red-confirmation', record)).toContain('红字发票信息确认单');
  });
});
