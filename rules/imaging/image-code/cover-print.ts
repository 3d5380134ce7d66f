import type { Block, PrintSource } from '../../../metadata/print-source.ts';
import type { Cover } from './image-code.ts';

/** Millimetres of a code, and of the space on the other side, so that the title stands in the middle. */
const wide = 34;

/**
 * The template by which the cover of a bill is printed: its code stands where the settings say. `own`: a template of a
 * package, whose own codes give way. Default: the standard cover.
 */
export function coverPrint(cover: Cover, own?: PrintSource): PrintSource {
  const label = { zh: cover.name, en: cover.name };
  const place = cover.qrText === null ? null : (cover.qrPosition ?? 'other');
  const code: Block = {
    block: 'code',
    code: 'qr',
    text: '[&code&]',
    width: wide,
    caption: true,
    align: 'center',
  };
  const codeAt = (...places: readonly string[]): readonly Block[] =>
    place !== null && places.includes(place) ? [code] : [];
  const title: Block = { block: 'text', text: label, size: 16, bold: true, align: 'center' };
  const top: Block = {
    block: 'columns',
    columns: [
      { width: wide, blocks: codeAt('top-left') },
      { blocks: own ? [] : [{ block: 'space', height: 10 }, title] },
      { width: wide, blocks: codeAt('top-right') },
    ],
  };
  const below = place === 'centre' ? [{ block: 'space', height: 40 } as const, code] : codeAt('other');
  const blocks = [top, ...(own ? withoutCodes(own.blocks) : standard), ...below];
  if (own) return { ...own, label, blocks };
  return { name: 'cover', form: 'image-bill', label, paper: { size: 'A4', margin: 12 }, size: 11, blocks };
}

const standard: readonly Block[] = [
  { block: 'space', height: 6 },
  { block: 'text', text: '[&$org&]', size: 12 },
  {
    block: 'fields',
    columns: 1,
    fields: ['application', 'billType', 'billNumber', 'billId', 'number', 'code', 'codedAt'].map((field) => ({
      field,
    })),
  },
];

/** One code is read of a cover: where two stand, nobody knows which counts. */
function withoutCodes(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.block === 'code') return [];
    if (block.block === 'group') return [{ ...block, blocks: withoutCodes(block.blocks) }];
    if (block.block !== 'columns') return [block];
    return [
      { ...block, columns: block.columns.map((one) => ({ ...one, blocks: withoutCodes(one.blocks) })) },
    ];
  });
}
