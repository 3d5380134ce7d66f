import type { Language } from '../../metadata/common/label.ts';
import type { Border } from '../../metadata/print-source.ts';
import type {
  CodeNode,
  FieldsNode,
  ImageNode,
  PartTree,
  PrintNode,
  PrintTree,
  TableNode,
} from '../paper/tree.ts';
import { cellPadding, columnGap, columnWidths, isTooLong, pairWidths } from './column-widths.ts';
import { type DrawCode, pageWords, strokesSvg, undrawn } from './to-html.ts';

/** A part of a document as pdfmake reads it. */
export type PdfPart = { readonly [member: string]: unknown };

/** The document that pdfmake is handed. */
export interface PdfDocument {
  readonly pageSize: { readonly width: number; readonly height: number };
  readonly pageMargins: readonly number[];
  readonly defaultStyle: PdfPart;
  readonly info: PdfPart;
  readonly content: readonly PdfPart[];
}

const point = (millimetres: number) => (millimetres * 72) / 25.4;
const gap = point(2);
/** Room for the number of a page, below what stands on it. */
const numberRoom = 14;

/**
 * Trees as one document, each from a page of its own and with pages of its own. Made where it is drawn: parts of pages
 * are functions.
 */
export function toPdf(trees: readonly PrintTree[], font: string, draw: DrawCode): PdfDocument {
  const [first] = trees;
  if (!first) throw new Error('nothing is printed');
  const { paper, size, title } = first;
  return {
    pageSize: { width: point(paper.width), height: point(paper.height) },
    pageMargins: marginsOf(first),
    defaultStyle: { font, fontSize: size, lineHeight: 1.1 },
    info: { title, creator: 'Guiju', producer: 'Guiju' },
    content: sections(trees, draw),
  };
}

/** Told by pdfmake where it stands, once pages are laid out. */
interface Laid {
  positions?: readonly { readonly pageNumber: number }[];
}

function sections(trees: readonly PrintTree[], draw: DrawCode): readonly PdfPart[] {
  const starts = trees.map((): Laid & PdfPart => ({ text: '', fontSize: 0.1 }));
  return trees.map((tree, at) => {
    const drawing = {
      draw,
      language: tree.language,
      size: tree.size,
      room: tree.paper.width - 2 * tree.paper.margin,
    };
    const margin = point(tree.paper.margin);
    const pageIn = (start: Laid | undefined) => start?.positions?.[0]?.pageNumber;
    const part = (of: PartTree | null) => (of ? parts(of.nodes, drawing) : []);
    return {
      section: [starts[at], ...parts(tree.nodes, drawing)],
      pageMargins: marginsOf(tree),
      header: () => ({ stack: part(tree.head), margin: [margin, margin, margin, 0] }),
      footer: (page: number, pages: number) => {
        const begin = pageIn(starts[at]) ?? 1;
        const end = (pageIn(starts[at + 1]) ?? pages + 1) - 1;
        const numbers = tree.pageNumbers
          ? [
              {
                text: pageOf(page - begin + 1, end - begin + 1, tree.language),
                alignment: tree.pageNumbers,
                fontSize: 8,
              },
            ]
          : [];
        return { stack: [...part(tree.foot), ...numbers], margin: [margin, 0, margin, 0] };
      },
    };
  });
}

function pageOf(page: number, pages: number, language: Language): string {
  const [before, between, after] = pageWords[language];
  return `${before}${page}${between}${pages}${after}`;
}

/** Left, top, right, bottom. */
function marginsOf({ paper, head, foot, pageNumbers }: PrintTree): readonly number[] {
  const margin = point(paper.margin);
  const below = point(foot?.height ?? 0) + (pageNumbers ? numberRoom : 0);
  return [margin, margin + point(head?.height ?? 0), margin, margin + below];
}

interface Drawing {
  readonly draw: DrawCode;
  readonly language: Language;
  readonly size: number;
  /** In millimetres: how much room there is beside one another. */
  readonly room: number;
}

function parts(nodes: readonly PrintNode[], drawing: Drawing): readonly PdfPart[] {
  return nodes.map((node) => partOf(node, drawing));
}

function partOf(node: PrintNode, drawing: Drawing): PdfPart {
  switch (node.type) {
    case 'text': {
      const { text, size, bold, align, colour } = node;
      return {
        ...words(text),
        ...(size !== undefined && { fontSize: size }),
        ...(bold && { bold }),
        ...(align && { alignment: align }),
        ...(colour && { color: colour }),
        margin: [0, 0, 0, gap],
      };
    }
    case 'fields':
      return fieldsPart(node, drawing);
    case 'table':
      return tablePart(node, drawing);
    case 'columns':
      return columnsPart(node.columns, drawing);
    case 'group': {
      const inner = node.framed ? { ...drawing, room: drawing.room - 2 * cellPadding.beside } : drawing;
      const stack = { stack: parts(node.nodes, inner), ...(node.together && { unbreakable: true }) };
      if (!node.framed) return stack;
      const table = { widths: ['*'], body: [[stack]], ...(node.together && { dontBreakRows: true }) };
      return { table, layout: lines('all'), margin: [0, 0, 0, gap] };
    }
    case 'image':
      return imagePart(node);
    case 'code':
      return codePart(node, drawing);
    case 'line':
      return { table: { widths: ['*'], body: [['']] }, layout: upperLine, margin: [0, 0, 0, gap] };
    case 'space':
      return { text: '', fontSize: 0.1, margin: [0, 0, 0, point(node.height)] };
    case 'page':
      return { text: '', fontSize: 0.1, pageBreak: 'after' };
  }
}

function imagePart({ image, width, highest, align }: ImageNode): PdfPart {
  const size = highest === undefined ? { width: point(width) } : { fit: [point(width), point(highest)] };
  return { image, ...size, alignment: align, margin: [0, 0, 0, gap] };
}

/** The same in a cell, whose width is known. */
function wordsIn(text: string, width: number, size: number): PdfPart {
  return isTooLong(text, width - 2 * cellPadding.beside, size) ? { text, wordBreak: 'break-all' } : { text };
}

/** Words that are longer than their place go on in the next line; numbers and words that have room stay whole. */
function words(text: string): PdfPart {
  return /[^\s\u2E80-\uFFEF]{24,}/.test(text) ? { text, wordBreak: 'break-all' } : { text };
}

function columnsPart(columns: Extract<PrintNode, { type: 'columns' }>['columns'], drawing: Drawing): PdfPart {
  const rooms = columnWidths(
    columns.map(({ width }) => width),
    drawing.room - columnGap * (columns.length - 1),
  );
  return {
    columns: columns.map(({ nodes }, at) => {
      const room = rooms[at] ?? drawing.room;
      return { width: point(room), stack: parts(nodes, { ...drawing, room }) };
    }),
    columnGap: point(columnGap),
  };
}

const thin = 0.5;
const grey = '#666666';
const colours = { hLineColor: () => grey, vLineColor: () => grey };
const padding = {
  paddingLeft: () => point(cellPadding.beside),
  paddingRight: () => point(cellPadding.beside),
  paddingTop: () => point(cellPadding.over),
  paddingBottom: () => point(cellPadding.over),
};

function lines(border: Border): PdfPart {
  const across = border === 'none' ? 0 : thin;
  return {
    hLineWidth: (row: number) => (border === 'rows' && row === 0 ? 0 : across),
    vLineWidth: () => (border === 'all' ? thin : 0),
    ...colours,
    ...padding,
  };
}

const upperLine = {
  hLineWidth: (row: number) => (row === 0 ? thin : 0),
  vLineWidth: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
  ...colours,
};

function fieldsPart({ columns, border, lines: pairs }: FieldsNode, drawing: Drawing): PdfPart {
  const { room, size } = drawing;
  const widths = pairWidths(pairs, columns, { room, size });
  const body = pairs.map((line) => {
    const cells = line.flatMap(({ label, value, wide, code, monospaced, strokes }, at) => {
      const own = (wide ? room : widths[at * 2 + 1]) ?? room;
      const words = code ? codeIn(code, own, drawing) : wordsIn(value, own, size);
      const shown = strokes ? { stack: [{ svg: strokesSvg(strokes), width: 113 }, words] } : words;
      const text = {
        ...shown,
        ...(wide && { colSpan: columns * 2 - 1 }),
        ...(monospaced && { preserveLeadingSpaces: true }),
      };
      return [
        { ...wordsIn(label, widths[at * 2] ?? room, size), fillColor: '#f7f7f7', color: '#444444' },
        text,
      ];
    });
    const missing = columns * 2 - cells.length;
    return [...cells, ...Array.from({ length: missing }, () => ({ text: '' }))];
  });
  return {
    table: { widths: withinCells(widths), body, dontBreakRows: true },
    layout: lines(border),
    margin: [0, 0, 0, gap],
  };
}

/** Cells of more letters may be taller than a page: such rows may break. */
const longCell = 600;

function tablePart({ border, columns, rows, sums }: TableNode, { room, size }: Drawing): PdfPart {
  const widths = columnWidths(
    columns.map(({ width }) => width),
    room,
  );
  const cell = (text: string, at: number, more: PdfPart = {}) => ({
    ...wordsIn(text, widths[at] ?? room, size),
    alignment: columns[at]?.align ?? 'left',
    ...more,
  });
  const strong = { bold: true, fillColor: '#f2f2f2' };
  const body = [
    columns.map(({ label }, at) => cell(label, at, strong)),
    ...rows.map((row) => row.map((text, at) => cell(text, at))),
    ...(sums ? [sums.map((text, at) => cell(text, at, strong))] : []),
  ];
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: rows.every((row) => row.every(({ length }) => length < longCell)),
      widths: withinCells(widths),
      body,
    },
    layout: lines(border),
    margin: [0, 0, 0, gap],
  };
}

/** What stands in a cell has less room than its column: by the padding, and by the line at its side. */
function withinCells(widths: readonly number[]): readonly number[] {
  return widths.map((one) => Math.max(4, point(one - 2 * cellPadding.beside) - thin));
}

/** A code in a cell, which may be narrower than the code is by itself. */
function codeIn(code: CodeNode, width: number, drawing: Drawing): PdfPart {
  const most = Math.max(1, width - 2 * cellPadding.beside);
  return { ...codePart({ ...code, width: Math.min(code.width, most) }, drawing), margin: [0, 0, 0, 0] };
}

function codePart(node: CodeNode, { draw, language }: Drawing): PdfPart {
  const svg = draw(node);
  if (svg === null) return { ...words(undrawn(node, language)), margin: [0, 0, 0, gap] };
  const picture = { svg, width: point(node.width), alignment: node.align };
  const caption = { ...words(node.text), fontSize: 8, alignment: node.align };
  return { stack: node.caption ? [picture, caption] : [picture], unbreakable: true, margin: [0, 0, 0, gap] };
}
