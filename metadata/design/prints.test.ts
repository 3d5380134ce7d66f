import { describe, expect, it } from 'vitest';
import { standardModel } from '../../workshop/standard-model.ts';
import { proposePrint } from '../print/propose-print.ts';
import { type PrintSource, paperNames } from '../print-source.ts';
import { Work } from './design.suite.ts';
import type { DesignStep } from './steps/design-step.ts';

const label = { zh: '单', en: 'Slip' };
const slip: PrintSource = {
  name: 'slip',
  form: 'order',
  label,
  paper: { size: 'A5' },
  blocks: [{ block: 'text', text: '[&number&]' }],
};
const set = (content: PrintSource, name = content.name): DesignStep => ({
  do: 'set-print',
  form: 'order',
  name,
  content,
});
const names = (work: Work) =>
  (work.compiled().model?.prints ?? []).map(({ package: owner, content }) => `${owner} ${content.name}`);

describe('print templates of a design', () => {
  it('are made, changed, called otherwise and taken away, each in a file of its own', () => {
    const work = new Work().take(set(slip), set({ ...slip, size: 9 }));
    expect(work.wrong()).toEqual([]);
    expect(work.files.get('prints/slip.json')).toEqual({ ...slip, size: 9 });
    work.take(set({ ...slip, name: 'note' }, 'slip'));
    expect([...work.files.keys()].filter((file) => file.startsWith('prints/'))).toEqual(['prints/slip.json']);
    expect(names(work)).toContain('local note');
    work.take({ do: 'remove-print', form: 'order', name: 'note' });
    expect(names(work).filter((name) => name.startsWith('local'))).toEqual([]);
  });

  it('one of the name of another’s stands for it until it is taken away', () => {
    const work = new Work().take(set(slip));
    const [shipped = ''] = names(work);
    const [owner, name = ''] = shipped.split(' ');
    work.take(set({ ...slip, name }));
    expect(names(work)).toEqual([`local ${name}`, 'local slip']);
    work.take({ do: 'remove-print', form: 'order', name });
    expect(names(work)).toEqual([`${owner} ${name}`, 'local slip']);
  });

  it.each<[says: string, step: DesignStep, code: string]>([
    ['a name that is none', set({ ...slip, name: 'My Slip' }), 'form-name'],
    ['another form than it says', set({ ...slip, form: 'item' }), 'set-locked'],
    ['the name of another of the layer', set({ ...slip, name: 'note' }, 'slip'), 'print-twice'],
    [
      'one that is not the layer’s own',
      { do: 'remove-print', form: 'order', name: 'lost' },
      'design-not-own',
    ],
  ])('%s is refused', (_says, step, code) => {
    const work = new Work().take(set(slip), set({ ...slip, name: 'note' }));
    expect(work.refused(step)).toEqual([code]);
  });

  it.each(paperNames)('begin on %s as the form is laid out, and are right', (paper) => {
    const work = new Work().take(set(slip));
    const print = proposePrint(work.form('order'), { name: 'slip', label, paper });
    expect(work.take(set(print)).wrong()).toEqual([]);
    const [heading, fields, ...tables] = print.blocks;
    expect([heading?.block, fields?.block, tables.map(({ block }) => block)]).toEqual([
      'text',
      'fields',
      paper === 'label' ? [] : ['table'],
    ]);
  });

  it('sum up amounts that are computed and what pages add up, no prices and rates, and count rows once', () => {
    const columns = [
      { name: 'hang', kind: 'integer', label: { zh: '序号', en: '序号' } },
      { name: 'danJia', kind: 'money', label: { zh: '单价', en: '单价' } },
      { name: 'count', kind: 'integer', label: { zh: '数量', en: 'Quantity' } },
      { name: 'sum', kind: 'formula', formula: 'danJia * count', label: { zh: '金额', en: 'Amount' } },
      { name: 'share', kind: 'formula', formula: 'count / 3', label: { zh: '占比', en: 'Share' } },
    ];
    const content = {
      name: 'buying',
      kind: 'document',
      label: { zh: '采购单', en: 'Buying' },
      sharing: { allowed: ['private'], default: 'private' },
      fields: [
        { name: 'number', kind: 'text', label: { zh: '单号', en: 'Number' }, required: true },
        { name: 'rows', kind: 'entries', label: { zh: '明细', en: 'Rows' }, fields: columns },
      ],
    };
    const work = new Work().take({ do: 'add-form', content: content as never });
    const { grouped, blocks } = proposePrint(work.form('buying'), { name: 'own', label, paper: 'A4' });
    expect(grouped).toBe(true);
    expect(blocks.at(-1)).toMatchObject({
      numbered: true,
      columns: [{ field: 'danJia' }, { field: 'count' }, { field: 'sum', sum: true }, { field: 'share' }],
    });
    const counted = {
      name: 'own',
      label,
      paper: 'A4',
      adds: ({ id }: { readonly id: string }) => id === 'count',
    } as const;
    expect(proposePrint(work.form('buying'), counted).blocks.at(-1)).toMatchObject({
      columns: [
        { field: 'danJia' },
        { field: 'count', sum: true },
        { field: 'sum', sum: true },
        { field: 'share' },
      ],
    });
  });

  it.each<[paper: 'A4' | 'A5', columns: string]>([
    ['A4', 'itemName rate amount+ tax+ gross+ quantity price unit'],
    ['A5', 'itemName rate amount+ tax+ gross+ unit'],
  ])(
    'of invoices have on %s the amounts of their lines, summed up and in capitals',
    async (paper, columns) => {
      const form = (await standardModel()).formsById.get('invoice');
      if (!form) throw new Error('no invoice');
      const { blocks, values, grouped } = proposePrint(form, { name: 'own', label, paper });
      const lines = blocks.find((block) => block.block === 'table' && block.rows === 'lines');
      const said =
        lines?.block === 'table' ? lines.columns.map(({ field, sum }) => `${field}${sum ? '+' : ''}`) : [];
      expect(said.join(' ')).toBe(columns);
      expect(values).toMatchObject([{ of: 'lines.gross', as: 'capitals' }]);
      expect(blocks.at(-1)).toMatchObject({ block: 'fields', fields: [{ field: values?.[0]?.name }] });
      expect(grouped).toBe(true);
    },
  );
});
