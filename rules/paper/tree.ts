import type { CodeName } from '../../metadata/common/code-names.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Align, Border, TextStyle } from '../../metadata/print-source.ts';
import type { Paper } from './paper.ts';

/** A record on paper: what a page of HTML and a PDF are both made of. Lengths in millimetres, letters in points. */
export interface PrintTree {
  readonly title: string;
  readonly language: Language;
  readonly paper: Paper;
  readonly size: number;
  readonly head: PartTree | null;
  readonly foot: PartTree | null;
  readonly pageNumbers: Align | null;
  readonly nodes: readonly PrintNode[];
}

export interface PartTree {
  readonly height: number;
  readonly nodes: readonly PrintNode[];
}

export type PrintNode =
  | ({ readonly type: 'text'; readonly text: string } & TextStyle)
  | FieldsNode
  | TableNode
  | {
      readonly type: 'columns';
      /** Null: its share of what the others leave. */
      readonly columns: readonly { readonly width: number | null; readonly nodes: readonly PrintNode[] }[];
    }
  | {
      readonly type: 'group';
      readonly framed: boolean;
      readonly together: boolean;
      readonly nodes: readonly PrintNode[];
    }
  | ImageNode
  | CodeNode
  | { readonly type: 'line' }
  | { readonly type: 'space'; readonly height: number }
  | { readonly type: 'page' };

export interface ImageNode {
  readonly type: 'image';
  readonly image: string;
  readonly width: number;
  /** It is made smaller than its width where it would be higher than this. Default: it is as high as it becomes. */
  readonly highest?: number;
  readonly align: Align;
}

export interface FieldsNode {
  readonly type: 'fields';
  /** Pairs beside one another; a line may have fewer. */
  readonly columns: number;
  readonly border: Border;
  readonly lines: readonly (readonly LabelledValue[])[];
}

export interface LabelledValue {
  readonly label: string;
  readonly value: string;
  /** Whether it takes its line alone. */
  readonly wide: boolean;
  /** The code that the value is drawn as, with its text below. Default: text alone. */
  readonly code?: CodeNode;
  /** Lines that stand above it, as SVG draws them in the box of a signature. Default: none. */
  readonly strokes?: string;
  /** Its letters stand below one another, and its blanks where they were typed. Default: no. */
  readonly monospaced?: true;
}

export interface TableNode {
  readonly type: 'table';
  readonly border: Border;
  readonly columns: readonly {
    readonly label: string;
    readonly width: number | null;
    readonly align: Align;
  }[];
  readonly rows: readonly (readonly string[])[];
  /** Null: nothing is added up. */
  readonly sums: readonly string[] | null;
}

export interface CodeNode {
  readonly type: 'code';
  readonly code: CodeName;
  readonly text: string;
  readonly width: number;
  /** Of bars. */
  readonly height: number;
  readonly caption: boolean;
  readonly align: Align;
}
