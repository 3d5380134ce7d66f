import type { CodeName } from './common/code-names.ts';
import type { Condition } from './common/condition-tree.ts';
import type { Label } from './common/label.ts';

/** What a record of a form looks like on paper, as a package states it. Fields are referred to by id. */
export type PrintSource = {
  readonly name: string;
  /** Id of the form. */
  readonly form: string;
  readonly label: Label;
  readonly paper: PaperSource;
  /** Values that are computed for the page, to be named as fields are. Default: none. */
  readonly values?: readonly PrintValue[];
  /** Stands at the top of each page. Default: nothing. */
  readonly head?: PagePart;
  /** Stands at the bottom of each page. Default: nothing. */
  readonly foot?: PagePart;
  /** Where the page and the number of pages stand below. Default: nowhere. */
  readonly pageNumbers?: Align;
  /** Size of letters in points. Default: 10. */
  readonly size?: number;
  /**
   * Whether amounts of money, and numbers that are computed, stand with separators of thousands: 12,345.60. Default: as
   * they are.
   */
  readonly grouped?: boolean;
  readonly blocks: readonly Block[];
};

export type PaperSource = {
  readonly size: PaperName;
  /** The long side lies. Default: no. */
  readonly landscape?: boolean;
  /** Of a label and of continuous paper, in millimetres. */
  readonly width?: number;
  readonly height?: number;
  /** In millimetres. Default: what the size has. */
  readonly margin?: number;
};

export const paperNames = ['A4', 'A5', 'continuous', 'label'] as const;
export type PaperName = (typeof paperNames)[number];

/** Records of one file: somebody has to hold them in his hand. */
export const mostPrinted = 1_000;

export const aligns = ['left', 'center', 'right'] as const;
export type Align = (typeof aligns)[number];

/** One text for all readers, or one in each language; variables as in mails: `[&number&]`. */
export type PrintText = string | Label;

export type PrintValue = {
  readonly name: string;
  readonly label: Label;
  /** Path of a field; of rows (`lines.amount`) it is their sum. */
  readonly of: string;
  /** How a number is written. Default: as its field is. */
  readonly as?: 'capitals';
};

export type PagePart = {
  /** In millimetres. */
  readonly height: number;
  readonly blocks: readonly Block[];
};

export type TextStyle = {
  /** In points. Default: the template's. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: Align;
  /** `#8a3b12`. Default: black. */
  readonly colour?: string;
};

export const borders = ['none', 'rows', 'all'] as const;
export type Border = (typeof borders)[number];

type Shown = { readonly when?: Condition };

export type TextBlock = Shown & { readonly block: 'text'; readonly text: PrintText } & TextStyle;

/** Labels and values of fields, so many beside one another. */
export type FieldsBlock = Shown & {
  readonly block: 'fields';
  readonly columns?: number;
  readonly border?: Border;
  readonly fields: readonly FieldShown[];
};
export type FieldShown = {
  /** Path of a field, or the name of a value. */
  readonly field: string;
  /** Default: the field's own. */
  readonly label?: Label;
  /** Whether it takes the whole line. Default: no. */
  readonly wide?: boolean;
};

/** Rows of entries; its heads stand on each page anew. */
export type TableBlock = Shown & {
  readonly block: 'table';
  /** Id of the entries. */
  readonly rows: string;
  /** Whether rows are counted in a column of their own. Default: no. */
  readonly numbered?: boolean;
  readonly border?: Border;
  readonly columns: readonly TableColumn[];
};
export type TableColumn = {
  /** Path within a row. */
  readonly field: string;
  readonly label?: Label;
  /** In millimetres. Default: its share of what the others leave. */
  readonly width?: number;
  readonly align?: Align;
  /** Whether its sum stands below. Default: no. */
  readonly sum?: boolean;
  /** Only while this holds of the record its cells are filled; its head stands all the same. Default: always. */
  readonly when?: Condition;
};

export type ColumnsBlock = Shown & {
  readonly block: 'columns';
  readonly columns: readonly { readonly width?: number; readonly blocks: readonly Block[] }[];
};

/** Blocks that belong together. */
export type GroupBlock = Shown & {
  readonly block: 'group';
  readonly blocks: readonly Block[];
  /** A line around them. Default: no. */
  readonly framed?: boolean;
  /** All on one page, where they fit. Default: no. */
  readonly together?: boolean;
};

export type ImageBlock = Shown & {
  readonly block: 'image';
  /** A PNG or JPEG, as a data URL: the same on every sheet. */
  readonly image?: string;
  /** In its place the path of a field of files, whose pictures are shown; of rows it is `lines.photo`. */
  readonly field?: string;
  readonly width: number;
  /** Pictures of a field beside one another. Default: 1. */
  readonly columns?: number;
  readonly align?: Align;
};

export type CodeBlock = Shown & {
  readonly block: 'code';
  readonly code: CodeName;
  readonly text: PrintText;
  readonly width: number;
  /** Of bars. Default: 12. */
  readonly height?: number;
  /** Whether the text stands below. Default: no. */
  readonly caption?: boolean;
  readonly align?: Align;
};

/** The organisations that use the record: how, through whom and since when. */
type SharingBlock = Shown & { readonly block: 'sharing'; readonly border?: Border };

type LineBlock = Shown & { readonly block: 'line' };
type SpaceBlock = Shown & { readonly block: 'space'; readonly height: number };
type PageBlock = Shown & { readonly block: 'page' };

export type Block =
  | TextBlock
  | FieldsBlock
  | TableBlock
  | ColumnsBlock
  | GroupBlock
  | ImageBlock
  | CodeBlock
  | SharingBlock
  | LineBlock
  | SpaceBlock
  | PageBlock;

/** A block inside, with the pointer that leads to it. */
export interface Placed {
  readonly block: Block;
  readonly pointer: string;
}

/** Every block of a template, outer ones first. */
export function* blocksOf(print: PrintSource): Generator<Placed> {
  if (print.head) yield* within(print.head.blocks, '/head/blocks');
  yield* within(print.blocks, '/blocks');
  if (print.foot) yield* within(print.foot.blocks, '/foot/blocks');
}

/** What a condition decides about, with the pointer that leads to the condition. */
interface Conditioned {
  readonly of: Block | TableColumn;
  readonly when: Condition;
  readonly pointer: string;
}

/** Every condition of a template: of its blocks, and of columns of its tables. */
export function* conditionsOf(print: PrintSource): Generator<Conditioned> {
  for (const { block, pointer } of blocksOf(print)) {
    if (block.when) yield { of: block, when: block.when, pointer: `${pointer}/when` };
    if (block.block !== 'table') continue;
    for (const [at, column] of block.columns.entries())
      if (column.when) yield { of: column, when: column.when, pointer: `${pointer}/columns/${at}/when` };
  }
}

function* within(blocks: readonly Block[], at: string): Generator<Placed> {
  for (const [index, block] of blocks.entries()) {
    const pointer = `${at}/${index}`;
    yield { block, pointer };
    if (block.block === 'group') yield* within(block.blocks, `${pointer}/blocks`);
    if (block.block === 'columns')
      for (const [column, { blocks: inner }] of block.columns.entries())
        yield* within(inner, `${pointer}/columns/${column}/blocks`);
  }
}
