import { describe, expect, it } from 'vitest';
import type { Block, PrintSource } from '../../../metadata/print-source.ts';
import { blocksOf } from '../../../metadata/print-source.ts';
import { insertBlock, moveBlock, outlineOf, removeBlock, spotByKey, spotFor } from './block-tree.ts';

const text = (words: string): Block => ({ block: 'text', text: words });
const print: PrintSource = {
  name: 'slip',
  form: 'order',
  label: { zh: '单', en: 'Slip' },
  paper: { size: 'A4' },
  head: { height: 8, blocks: [text('h')] },
  blocks: [
    text('a'),
    { block: 'columns', columns: [{ blocks: [text('l')] }, { blocks: [text('r')] }] },
    { block: 'group', blocks: [text('g')] },
    text('z'),
  ],
};

/** The words of a template with their places, in short. */
function places(of: PrintSource): string {
  return [...blocksOf(of)]
    .flatMap(({ block, pointer }) => (block.block === 'text' ? [`${String(block.text)} ${pointer}`] : []))
    .join(', ');
}

describe('the blocks of a template', () => {
  it('stand in an outline as one reads them', () => {
    expect(outlineOf(print).map(({ pointer, level }) => `${level} ${pointer}`)).toEqual([
      ...['0 /head', '1 /head/blocks/0', '0 /blocks', '1 /blocks/0', '1 /blocks/1'],
      ...['2 /blocks/1/columns/0', '3 /blocks/1/columns/0/blocks/0'],
      ...['2 /blocks/1/columns/1', '3 /blocks/1/columns/1/blocks/0'],
      ...['1 /blocks/2', '2 /blocks/2/blocks/0', '1 /blocks/3'],
    ]);
  });

  it.each<[says: string, from: string, list: string, index: number, then: string]>([
    ['down among its neighbours', '/blocks/0', '/blocks', 4, '/blocks/3'],
    ['behind its neighbour', '/blocks/0', '/blocks', 2, '/blocks/1'],
    ['up among its neighbours', '/blocks/3', '/blocks', 0, '/blocks/0'],
    [
      'into a column that stands behind it',
      '/blocks/0',
      '/blocks/1/columns/1/blocks',
      0,
      '/blocks/0/columns/1/blocks/0',
    ],
    ['out of a group', '/blocks/2/blocks/0', '/blocks', 3, '/blocks/3'],
    ['to the top of each page', '/blocks/3', '/head/blocks', 1, '/head/blocks/1'],
  ])('one goes %s, and nothing is lost', (_says, from, list, index, then) => {
    const { print: next, pointer } = moveBlock(print, from, { list, index });
    expect(pointer).toBe(then);
    expect([...blocksOf(next)].length).toBe([...blocksOf(print)].length);
    expect(places(next).split(', ').length).toBe(6);
  });

  it('one never goes into itself', () => {
    expect(moveBlock(print, '/blocks/2', { list: '/blocks/2/blocks', index: 0 })).toEqual({
      print,
      pointer: '/blocks/2',
    });
  });

  it.each<[from: string, way: 'up' | 'down' | 'in' | 'out', to: string | undefined]>([
    ['/blocks/0', 'down', '/blocks 2'],
    ['/blocks/0', 'up', '/head/blocks 1'],
    ['/head/blocks/0', 'down', '/blocks 0'],
    ['/blocks/2', 'in', '/blocks/1/columns/0/blocks 1'],
    ['/blocks/3', 'in', '/blocks/2/blocks 1'],
    ['/blocks/1/columns/0/blocks/0', 'down', '/blocks/1/columns/1/blocks 0'],
    ['/blocks/1/columns/1/blocks/0', 'up', '/blocks/1/columns/0/blocks 1'],
    ['/blocks/1/columns/1/blocks/0', 'out', '/blocks 2'],
    ['/blocks/0', 'in', undefined],
    ['/blocks/0', 'out', undefined],
    ['/blocks/3', 'down', undefined],
  ])('keys take %s %s to %s', (from, way, to) => {
    const spot = spotByKey(print, from, way);
    expect(spot && `${spot.list} ${spot.index}`).toBe(to);
  });

  it.each([
    ['nothing', '', '/blocks/4'],
    ['a block', '/blocks/0', '/blocks/1'],
    ['a column', '/blocks/1/columns/1', '/blocks/1/columns/1/blocks/1'],
    ['a group that is full', '/blocks/2', '/blocks/3'],
    ['the head of the page', '/head', '/head/blocks/1'],
  ])('a new one goes behind or into what is picked: %s', (_says, picked, then) => {
    expect(insertBlock(print, spotFor(print, picked), { block: 'line' }).pointer).toBe(then);
  });

  it('goes, and one goes on with its neighbour', () => {
    expect(removeBlock(print, '/blocks/3').pointer).toBe('/blocks/2');
    expect(removeBlock(print, '/blocks/2/blocks/0').pointer).toBe('');
    expect(places(removeBlock(print, '/blocks/1/columns/0/blocks/0').print)).not.toContain('l ');
  });
});
