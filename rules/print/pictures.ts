import type { JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import { type FileValue, filesIn } from '../../metadata/kinds/common/file-value.ts';
import { type Block, blocksOf, type ImageBlock, type PrintSource } from '../../metadata/print-source.ts';
import { paperOf } from '../paper/paper.ts';
import type { PrintNode } from '../paper/tree.ts';
import { rowsIn } from './printed-record.ts';

/**
 * Makes the picture of a file as a data URL of PNG or JPEG, large enough for so many millimetres; null: there is none
 * that can be printed.
 */
export type BringPicture = (file: FileValue, width: number) => Promise<string | null>;

interface Brought {
  readonly file: FileValue;
  readonly picture: string | null;
}

/** The files whose pictures a block shows, made ready one after the other. */
export type BroughtPictures = ReadonlyMap<Block, readonly Brought[]>;

/** Brings what the blocks show that are not hidden, of a record as its reader sees it. */
export async function bringPictures(
  {
    print,
    record,
    hidden,
  }: { print: PrintSource; record: JsonObject; hidden: Pick<ReadonlySet<Block>, 'has'> },
  bring: BringPicture,
): Promise<BroughtPictures> {
  const brought = new Map<Block, readonly Brought[]>();
  for (const { block } of blocksOf(print)) {
    if (block.block !== 'image' || block.field === undefined || hidden.has(block)) continue;
    const files: Brought[] = [];
    for (const file of filesAt(record, block.field))
      files.push({ file, picture: await bring(file, block.width) });
    brought.set(block, files);
  }
  return brought;
}

/** The files of a field, or of a field of rows: those that the reader sees. */
function filesAt(record: JsonObject, path: string): readonly FileValue[] {
  const [first = '', inner] = path.split('.');
  if (inner === undefined) return filesIn(record[first]);
  return rowsIn(record, first).flatMap((row) => filesIn(row[inner]));
}

const gap = 4;

/** The picture of a block, or those of its field, so many beside one another; of what is no picture its name is told. */
export function pictureNodes(
  { print, language }: { readonly print: PrintSource; readonly language: Language },
  { image, width, columns = 1, align = 'left' }: ImageBlock,
  brought: readonly Brought[],
): readonly PrintNode[] {
  if (image !== undefined) return [{ type: 'image', image, width, align }];
  const { paper, head, foot } = print;
  const sheet = paperOf(paper);
  const room = sheet.height - 2 * sheet.margin - (head?.height ?? 0) - (foot?.height ?? 0);
  const share = (sheet.width - 2 * sheet.margin - gap * (columns - 1)) / columns;
  const nodes = brought.map(
    ({ file, picture }): PrintNode =>
      picture === null
        ? { type: 'text', text: unprinted(file.name, language), size: 8, align }
        : {
            type: 'image',
            image: picture,
            width: Math.max(1, Math.min(width, share)),
            // With room for the gap below it, so that it never asks for more than a page.
            highest: Math.max(1, room - gap - numberRoom),
            align,
          },
  );
  return columns === 1 ? nodes : beside(nodes, columns);
}

/** For the number of a page. */
const numberRoom = 6;

function beside(nodes: readonly PrintNode[], columns: number): readonly PrintNode[] {
  return Array.from({ length: Math.ceil(nodes.length / columns) }, (_, line): PrintNode => {
    const own = nodes.slice(line * columns, (line + 1) * columns);
    return {
      type: 'columns',
      columns: Array.from({ length: columns }, (__, at) => ({ width: null, nodes: own.slice(at, at + 1) })),
    };
  });
}

/** Stands in place of a picture that is missing, damaged, or none. */
function unprinted(name: string, language: Language): string {
  return language === 'zh'
    ? `（“${name}”不是可打印的图片，或文件已不在）`
    : `(“${name}” is no picture that can be printed, or is gone)`;
}
