import { pointerSegments } from '../../../metadata/common/json.ts';
import type { JsonPath } from '../../../metadata/common/json-path.ts';
import { type Block, blocksOf, type PrintSource } from '../../../metadata/print-source.ts';

/** A place among the blocks of a list: `/blocks`, `/head/blocks`, `/blocks/3/columns/1/blocks`. */
export interface BlockSpot {
  readonly list: string;
  readonly index: number;
}

/** A template after a change, with the block that one goes on with; empty: none. */
export interface Changed {
  readonly print: PrintSource;
  readonly pointer: string;
}

/** A line of the outline: a block, a column of some, or a part of the page. */
export interface OutlineLine {
  readonly pointer: string;
  readonly level: number;
  /** Absent: a column, or a part of the page. */
  readonly block?: Block;
}

export function pathOf(pointer: string): JsonPath {
  return pointerSegments(pointer).map((one) => (/^\d+$/.test(one) ? Number(one) : one));
}

/** The list that a block stands in, and its place there; undefined: the pointer leads to no block. */
export function spotOf(pointer: string): BlockSpot | undefined {
  const [, list, index] = /^(.*\/blocks|\/blocks)\/(\d+)$/.exec(pointer) ?? [];
  return list === undefined ? undefined : { list, index: Number(index) };
}

export function blockAt(print: PrintSource, pointer: string): Block | undefined {
  for (const placed of blocksOf(print)) if (placed.pointer === pointer) return placed.block;
  return undefined;
}

/** Where a block goes that is added while something is picked: into what is picked, else behind it, else to the end. */
export function spotFor(print: PrintSource, picked: string): BlockSpot {
  const block = blockAt(print, picked);
  const inner = block ? innerLists(block, picked)[0] : listBelow(print, picked);
  const inside = inner === undefined ? undefined : listAt(print, inner);
  if (inner !== undefined && inside && (!block || inside.length === 0))
    return { list: inner, index: inside.length };
  const spot = spotOf(picked);
  if (spot) return { list: spot.list, index: spot.index + 1 };
  return { list: '/blocks', index: print.blocks.length };
}

export function insertBlock(print: PrintSource, { list, index }: BlockSpot, block: Block): Changed {
  return found(
    rebuilt(print, (at, blocks) => (at === list ? blocks.toSpliced(index, 0, [block, -1]) : blocks)),
    block,
  );
}

export function removeBlock(print: PrintSource, pointer: string): Changed {
  const spot = spotOf(pointer);
  if (!spot) return { print, pointer };
  const { list, index } = spot;
  const next = rebuilt(print, (at, blocks) => (at === list ? blocks.toSpliced(index, 1) : blocks));
  const left = listAt(next, list)?.length ?? 0;
  return { print: next, pointer: left === 0 ? '' : `${list}/${Math.min(index, left - 1)}` };
}

/** The block to another place, counted as blocks stand before; never into itself. */
export function moveBlock(print: PrintSource, pointer: string, to: BlockSpot): Changed {
  const [block, from] = [blockAt(print, pointer), spotOf(pointer)];
  if (!block || !from || `${to.list}/`.startsWith(`${pointer}/`)) return { print, pointer };
  const next = rebuilt(print, (at, blocks) => {
    const own = blocks.flatMap((one, index) => (at === from.list && index === from.index ? [] : [one]));
    if (at !== to.list) return own;
    const before = at === from.list && from.index < to.index ? to.index - 1 : to.index;
    return own.toSpliced(before, 0, [block, -1]);
  });
  return found(next, block);
}

/** Where keys take a block: among its neighbours, over the edge of its column or part, into what stands before, out. */
export function spotByKey(
  print: PrintSource,
  pointer: string,
  way: 'up' | 'down' | 'in' | 'out',
): BlockSpot | undefined {
  const spot = spotOf(pointer);
  if (!spot) return undefined;
  const { list, index } = spot;
  const last = (listAt(print, list)?.length ?? 0) - 1;
  if (way === 'up' && index > 0) return { list, index: index - 1 };
  if (way === 'down' && index < last) return { list, index: index + 2 };
  if (way === 'in') {
    const before = blockAt(print, `${list}/${index - 1}`);
    const inner = before && innerLists(before, `${list}/${index - 1}`)[0];
    return inner === undefined ? undefined : { list: inner, index: listAt(print, inner)?.length ?? 0 };
  }
  if (way === 'out') {
    const outer = spotOf(list.replace(/(\/columns\/\d+)?\/blocks$/, ''));
    return outer && { list: outer.list, index: outer.index + 1 };
  }
  const beside = besideLists(print, list);
  const next = beside[beside.indexOf(list) + (way === 'up' ? -1 : 1)];
  return next === undefined
    ? undefined
    : { list: next, index: way === 'up' ? (listAt(print, next)?.length ?? 0) : 0 };
}

/** What stands in the template, as one reads it. */
export function outlineOf(print: PrintSource): readonly OutlineLine[] {
  const lines: OutlineLine[] = [];
  const list = (blocks: readonly Block[], at: string, level: number): void => {
    for (const [index, block] of blocks.entries()) {
      const pointer = `${at}/${index}`;
      lines.push({ pointer, level, block });
      if (block.block === 'group') list(block.blocks, `${pointer}/blocks`, level + 1);
      if (block.block === 'columns')
        for (const [column, inner] of block.columns.entries()) {
          lines.push({ pointer: `${pointer}/columns/${column}`, level: level + 1 });
          list(inner.blocks, `${pointer}/columns/${column}/blocks`, level + 2);
        }
    }
  };
  for (const part of ['head', 'body', 'foot'] as const) {
    const blocks = part === 'body' ? print.blocks : print[part]?.blocks;
    if (!blocks) continue;
    const at = part === 'body' ? '' : `/${part}`;
    lines.push({ pointer: `${at || '/blocks'}`, level: 0 });
    list(blocks, `${at}/blocks`, 1);
  }
  return lines;
}

type Edit = (
  at: string,
  blocks: readonly (readonly [Block, number])[],
) => readonly (readonly [Block, number])[];

/** Blocks that come anew have no former place: nothing is done within them. */
function rebuilt(print: PrintSource, edit: Edit): PrintSource {
  const list = (blocks: readonly Block[], at: string): readonly Block[] =>
    edit(
      at,
      blocks.map((block, index) => [block, index] as const),
    ).map(([block, index]) => (index < 0 ? block : within(block, `${at}/${index}`)));
  const within = (block: Block, pointer: string): Block => {
    if (block.block === 'group') return { ...block, blocks: list(block.blocks, `${pointer}/blocks`) };
    if (block.block !== 'columns') return block;
    const columns = block.columns.map((one, at) => ({
      ...one,
      blocks: list(one.blocks, `${pointer}/columns/${at}/blocks`),
    }));
    return { ...block, columns };
  };
  const { head, foot } = print;
  return {
    ...print,
    ...(head && { head: { ...head, blocks: list(head.blocks, '/head/blocks') } }),
    ...(foot && { foot: { ...foot, blocks: list(foot.blocks, '/foot/blocks') } }),
    blocks: list(print.blocks, '/blocks'),
  };
}

function found(print: PrintSource, block: Block): Changed {
  for (const placed of blocksOf(print)) if (placed.block === block) return { print, pointer: placed.pointer };
  return { print, pointer: '' };
}

function innerLists(block: Block, pointer: string): readonly string[] {
  if (block.block === 'group') return [`${pointer}/blocks`];
  return block.block === 'columns' ? block.columns.map((_, at) => `${pointer}/columns/${at}/blocks`) : [];
}

/** The list of a column or a part of the page. */
function listBelow(print: PrintSource, pointer: string): string | undefined {
  if (pointer === '/blocks') return pointer;
  const isThere = pointer !== '' && listAt(print, `${pointer}/blocks`) !== undefined;
  return isThere ? `${pointer}/blocks` : undefined;
}

/** The lists that one comes to over the edge of another: columns beside it, parts of the page above and below. */
function besideLists(print: PrintSource, list: string): readonly string[] {
  const [, outer] = /^(.*)\/columns\/\d+\/blocks$/.exec(list) ?? [];
  const block = outer === undefined ? undefined : blockAt(print, outer);
  if (outer !== undefined && block) return innerLists(block, outer);
  return ['/head/blocks', '/blocks', '/foot/blocks'].filter((one) => listAt(print, one) !== undefined);
}

function listAt(print: PrintSource, list: string): readonly Block[] | undefined {
  if (list === '/blocks') return print.blocks;
  if (list === '/head/blocks') return print.head?.blocks;
  if (list === '/foot/blocks') return print.foot?.blocks;
  const [, outer = '', column] = /^(.*?)(?:\/columns\/(\d+))?\/blocks$/.exec(list) ?? [];
  const block = blockAt(print, outer);
  if (block?.block === 'group') return block.blocks;
  return block?.block === 'columns' ? block.columns[Number(column)]?.blocks : undefined;
}
