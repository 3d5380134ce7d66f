import { describe, expect, it } from 'vitest';
import type { Block, PrintSource } from '../../../metadata/print-source.ts';
import { coverPrint } from './cover-print.ts';
import type { Cover } from './image-code.ts';

const cover: Cover = {
  number: 'T',
  name: '封面',
  print: null,
  isImaged: false,
  qrText: 'YX1',
  qrPosition: 'top-right',
};
const code: Block = { block: 'code', code: 'qr', text: '[&code&]', width: 20 };

/** Where codes stand: the column of the first block, or after everything. */
function places({ blocks }: PrintSource): readonly string[] {
  const [top, ...rest] = blocks;
  const columns = top?.block === 'columns' ? top.columns : [];
  return [
    ...columns.flatMap((one, at) =>
      one.blocks.some(({ block }) => block === 'code') ? [`column ${at}`] : [],
    ),
    ...(JSON.stringify(rest.slice(0, -1)).includes('"code","code"') ? ['inside'] : []),
    ...(rest.at(-1)?.block === 'code' ? [rest.at(-2)?.block === 'space' ? 'centre' : 'end'] : []),
  ];
}

describe('a cover has its code', () => {
  it.each<[string, Partial<Cover>, readonly string[]]>([
    ['on the right', {}, ['column 2']],
    ['on the left', { qrPosition: 'top-left' }, ['column 0']],
    ['in the middle', { qrPosition: 'centre' }, ['centre']],
    ['at its end', { qrPosition: 'other' }, ['end']],
    ['nowhere, where it carries something else', { qrText: null }, []],
  ])('%s', (_, says, expected) => {
    expect(places(coverPrint({ ...cover, ...says }))).toEqual(expected);
  });

  it('once, whatever codes a template of a package has', () => {
    const own: PrintSource = {
      name: 'own',
      form: 'image-bill',
      label: { zh: '自有', en: 'Own' },
      paper: { size: 'A5' },
      blocks: [
        code,
        { block: 'group', blocks: [code, { block: 'text', text: '[&billNumber&]' }] },
        { block: 'columns', columns: [{ blocks: [code] }, { blocks: [] }] },
      ],
    };
    const print = coverPrint({ ...cover, qrPosition: 'top-left' }, own);
    expect(print.paper).toEqual({ size: 'A5' });
    expect(JSON.stringify(print).match(/"block":"code"/g)).toHaveLength(1);
    expect(places(print)).toEqual(['column 0']);
    expect(JSON.stringify(print)).toContain('[&billNumber&]');
  });
});
