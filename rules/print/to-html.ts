import { escaped } from '../../metadata/common/html.ts';
import type { Language } from '../../metadata/common/label.ts';
import { signatureBox } from '../../metadata/kinds/signature.ts';
import type { Align, TextStyle } from '../../metadata/print-source.ts';
import type {
  CodeNode,
  FieldsNode,
  ImageNode,
  PartTree,
  PrintNode,
  PrintTree,
  TableNode,
} from '../paper/tree.ts';
import { cellPadding, columnGap, columnWidths, pairWidths } from './column-widths.ts';

/** Draws a code as SVG; null: its text does not fit such a code. */
export type DrawCode = (code: CodeNode) => string | null;

/** The letters of the PDF first, under each of the names that systems have for them. */
const letters =
  '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","Source Han Sans CN","PingFang SC","Microsoft YaHei",sans-serif';

/** Lines stand as far apart as those of the PDF, whose font alone asks for 1.448, a tenth more. */
const lineHeight = 1.593;

const style = `*{box-sizing:border-box}
p{margin:0 0 2mm;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:0 0 2mm}
th,td{padding:${cellPadding.over}mm ${cellPadding.beside}mm;text-align:left;vertical-align:top}
th,td{overflow-wrap:anywhere;white-space:pre-wrap}
thead{display:table-header-group}
tr{break-inside:avoid}
thead th,.sums td{background:#f2f2f2;font-weight:700}
.sized{table-layout:fixed}
.pairs th{background:#f7f7f7;font-weight:400;color:#444}
.all th,.all td{border:.5pt solid #666}
.rows th,.rows td{border-bottom:.5pt solid #666}
.columns{display:flex;gap:${columnGap}mm}
.framed{border:.5pt solid #666;padding:${cellPadding.over}mm ${cellPadding.beside}mm;margin:0 0 2mm}
.together{break-inside:avoid}
hr{border:0;border-top:.2mm solid #666;margin:0 0 2mm}
figure{margin:0 0 2mm}
td figure{margin:0;line-height:1.2}
figure svg{max-width:100%;height:auto}
figure svg,figure img{display:inline-block;vertical-align:top}
figcaption{font-size:8pt}
.code{font-family:ui-monospace,Consolas,Menlo,monospace}
.page{break-after:page}
.sheet>*>tr>td,.sheet>*>tr>th{border:0;padding:0;white-space:normal;background:none;font-weight:400}
.sheet>tbody>tr{break-inside:auto}
@media screen{body{margin:8mm auto}}`;

/** A tree as a page of HTML by itself, which a browser prints; it loads nothing and runs nothing. */
export function toHtml(tree: PrintTree, draw: DrawCode): string {
  const { paper, language, size, title, head, foot } = tree;
  const numbers = tree.pageNumbers
    ? `@bottom-${tree.pageNumbers}{content:${pageNumber(language)};font:8pt ${letters}}`
    : '';
  const page = `@page{size:${paper.width}mm ${paper.height}mm;margin:${paper.margin}mm;${numbers}}
body{font:${size}pt/${lineHeight} ${letters};color:#000;background:#fff;max-width:${paper.width - 2 * paper.margin}mm}`;
  const drawing = { draw, language, size, room: paper.width - 2 * paper.margin };
  const body = nodesHtml(tree.nodes, drawing);
  // Heads and feet of a table stand on each page that a browser prints.
  const part = (name: string, of: PartTree | null) =>
    of ? `<${name}><tr><td>${nodesHtml(of.nodes, drawing)}</td></tr></${name}>` : '';
  const sheet =
    head || foot
      ? `<table class="sheet">${part('thead', head)}<tbody><tr><td>${body}</td></tr></tbody>${part('tfoot', foot)}</table>`
      : body;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${page}
${style}</style></head><body>${sheet}</body></html>`;
}

/** The words around the number of a page and of all pages. */
export const pageWords: Readonly<Record<Language, readonly [string, string, string]>> = {
  zh: ['第 ', ' 页，共 ', ' 页'],
  en: ['Page ', ' of ', ''],
};

function pageNumber(language: Language): string {
  const [before, between, after] = pageWords[language].map((word) => JSON.stringify(word));
  return `${before} counter(page) ${between} counter(pages) ${after}`;
}

interface Drawing {
  readonly draw: DrawCode;
  readonly language: Language;
  readonly size: number;
  /** In millimetres: how much room there is beside one another. */
  readonly room: number;
}

function nodesHtml(nodes: readonly PrintNode[], drawing: Drawing): string {
  return nodes.map((node) => nodeHtml(node, drawing)).join('');
}

function nodeHtml(node: PrintNode, drawing: Drawing): string {
  switch (node.type) {
    case 'text':
      return `<p${styled(node)}>${escaped(node.text)}</p>`;
    case 'fields':
      return fieldsHtml(node, drawing);
    case 'table':
      return tableHtml(node, drawing);
    case 'columns':
      return columnsHtml(node.columns, drawing);
    case 'group': {
      const inner = node.framed ? { ...drawing, room: drawing.room - 2 * cellPadding.beside } : drawing;
      return `<div class="${node.framed ? 'framed' : ''}${node.together ? ' together' : ''}">${nodesHtml(node.nodes, inner)}</div>`;
    }
    case 'image':
      return imageHtml(node);
    case 'code':
      return codeHtml(node, drawing);
    case 'line':
      return '<hr>';
    case 'space':
      return `<div style="height:${node.height}mm"></div>`;
    case 'page':
      return '<div class="page"></div>';
  }
}

function columnsHtml(columns: Extract<PrintNode, { type: 'columns' }>['columns'], drawing: Drawing): string {
  const rooms = columnWidths(
    columns.map(({ width }) => width),
    drawing.room - columnGap * (columns.length - 1),
  );
  const inner = columns.map(({ nodes }, at) => {
    const room = rooms[at] ?? drawing.room;
    return `<div style="flex:none;width:${room.toFixed(2)}mm">${nodesHtml(nodes, { ...drawing, room })}</div>`;
  });
  return `<div class="columns">${inner.join('')}</div>`;
}

function imageHtml({ image, width, highest, align }: ImageNode): string {
  const most =
    highest === undefined
      ? ''
      : `;max-width:100%;max-height:${highest}mm;object-fit:contain;object-position:${align}`;
  return `<figure${aligned(align)}><img alt="" src="${escaped(image)}" style="width:${width}mm${most}"></figure>`;
}

function styled({ size, bold, align, colour }: TextStyle): string {
  const said = [
    size === undefined ? '' : `font-size:${size}pt`,
    bold ? 'font-weight:700' : '',
    align === undefined ? '' : `text-align:${align}`,
    colour === undefined ? '' : `color:${colour}`,
  ].filter(Boolean);
  return said.length > 0 ? ` style="${said.join(';')}"` : '';
}

function aligned(align: Align): string {
  return align === 'left' ? '' : ` style="text-align:${align}"`;
}

function colgroup(widths: readonly number[]): string {
  return `<colgroup>${widths.map((width) => `<col style="width:${width.toFixed(2)}mm">`).join('')}</colgroup>`;
}

function fieldsHtml({ columns, border, lines }: FieldsNode, drawing: Drawing): string {
  const rows = lines.map((line) => {
    const [first] = line;
    const cells = line.map(({ label, value, wide, code, monospaced, strokes }) => {
      const across = wide ? ` colspan="${columns * 2 - 1}"` : '';
      const words = code ? codeHtml(code, drawing) : escaped(value);
      const shown = strokes ? `${strokesSvg(strokes)}<br>${words}` : words;
      return `<th>${escaped(label)}</th><td${across}${monospaced ? ' class="code"' : ''}>${shown}</td>`;
    });
    const missing = first?.wide ? 0 : columns - line.length;
    return `<tr>${cells.join('')}${'<th></th><td></td>'.repeat(missing)}</tr>`;
  });
  return `<table class="sized pairs ${border}">${colgroup(pairWidths(lines, columns, drawing))}<tbody>${rows.join('')}</tbody></table>`;
}

/** Lines that somebody drew, in the box of a signature. */
export function strokesSvg(strokes: string): string {
  const { width, height } = signatureBox;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="113" height="45"><path d="${escaped(strokes)}" fill="none" stroke="#000" stroke-width="3"/></svg>`;
}

function tableHtml({ border, columns, rows, sums }: TableNode, { room }: Drawing): string {
  const cell = (name: 'td' | 'th', texts: readonly string[]) =>
    texts
      .map((text, at) => `<${name}${aligned(columns[at]?.align ?? 'left')}>${escaped(text)}</${name}>`)
      .join('');
  const widths = columnWidths(
    columns.map(({ width }) => width),
    room,
  );
  const heads = columns.map(({ label }) => label);
  // A foot of a table would stand on each page: sums stand once, in the last row.
  const last = sums ? `<tr class="sums">${cell('td', sums)}</tr>` : '';
  return `<table class="sized ${border}">${colgroup(widths)}<thead><tr>${cell('th', heads)}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cell('td', row)}</tr>`)
    .join('')}${last}</tbody></table>`;
}

function codeHtml(node: CodeNode, { draw, language }: Drawing): string {
  const picture = draw(node);
  if (picture === null) return `<p>${escaped(undrawn(node, language))}</p>`;
  const named = `role="img" aria-label="${escaped(node.text)}"`;
  const sized = picture.replace('<svg', () => `<svg style="width:${node.width}mm" ${named}`);
  const caption = node.caption ? `<figcaption>${escaped(node.text)}</figcaption>` : '';
  return `<figure${aligned(node.align)}>${sized}${caption}</figure>`;
}

/** Stands in place of a code whose text does not fit it. */
export function undrawn({ code, text }: CodeNode, language: Language): string {
  return language === 'zh' ? `${text}（无法生成 ${code} 码）` : `${text} (cannot be a ${code} code)`;
}
