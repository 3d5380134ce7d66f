import { xmlText } from '../../metadata/common/xml.ts';
import type { LaidImage, LaidOut, LaidPage, LaidPath, LaidPiece, LaidText } from '../paper/laid-out.ts';

/** A file of a package. */
export interface OfdFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What is written beside the pages. */
export interface OfdAbout {
  /** 32 hexadecimal digits by which the document is known. */
  readonly id: string;
  /** `2026-11-25`. */
  readonly day: string;
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const space = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/**
 * Pages as a package by GB/T 33190: its files, of which the first says where to begin. Letters are text in fonts that
 * the package brings; nothing is sealed.
 */
export function toOfd(laid: LaidOut, { id, day }: OfdAbout): readonly OfdFile[] {
  const ids = counting();
  const pages = laid.pages.map((page, at) => ({ page, id: ids(), loc: `Pages/Page_${at}/Content.xml` }));
  const fonts = laid.fonts.map((font, at) => ({ font, id: ids(), file: `font_${at}.ttf` }));
  const images = laid.images.map((image, at) => ({ image, id: ids(), file: `image_${at}.${image.format}` }));
  const known = { ids, fonts: fonts.map((one) => one.id), images: images.map((one) => one.id) };
  const contents = pages.map(({ page, loc }) => ({ path: `Doc_0/${loc}`, content: pageXml(page, known) }));
  const res = fonts.map(
    ({ font, id: own, file }) =>
      `<ofd:Font ID="${own}" FontName="${xmlText(font.name)}" FamilyName="${xmlText(font.name)}"${font.bold ? ' Bold="true"' : ''}><ofd:FontFile>${file}</ofd:FontFile></ofd:Font>`,
  );
  const media = images.map(
    ({ image, id: own, file }) =>
      `<ofd:MultiMedia ID="${own}" Type="Image" Format="${image.format.toUpperCase()}"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia>`,
  );
  const [first] = laid.pages;
  const document = [
    '<ofd:CommonData>',
    // Read once all are given: no page has a greater one.
    `<ofd:MaxUnitID>${ids()}</ofd:MaxUnitID>`,
    `<ofd:PageArea>${box(first)}</ofd:PageArea>`,
    '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>',
    media.length > 0 ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : '',
    '</ofd:CommonData>',
    `<ofd:Pages>${pages.map((page) => `<ofd:Page ID="${page.id}" BaseLoc="${page.loc}"/>`).join('')}</ofd:Pages>`,
  ].join('');
  const about = [
    `<ofd:DocID>${id}</ofd:DocID>`,
    `<ofd:Title>${xmlText(laid.title)}</ofd:Title>`,
    `<ofd:CreationDate>${day}</ofd:CreationDate>`,
    '<ofd:Creator>Guiju</ofd:Creator>',
  ].join('');
  return [
    {
      path: 'OFD.xml',
      content: `${head}<ofd:OFD ${space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>${about}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    },
    { path: 'Doc_0/Document.xml', content: `${head}<ofd:Document ${space}>${document}</ofd:Document>` },
    { path: 'Doc_0/PublicRes.xml', content: resources('Fonts', res) },
    ...(media.length > 0
      ? [{ path: 'Doc_0/DocumentRes.xml', content: resources('MultiMedias', media) }]
      : []),
    ...contents,
    ...fonts.map(({ font, file }) => ({ path: `Doc_0/Res/${file}`, content: font.bytes })),
    ...images.map(({ image, file }) => ({ path: `Doc_0/Res/${file}`, content: image.bytes })),
  ];
}

/** Ids of one document are all different. */
function counting(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

function resources(name: 'Fonts' | 'MultiMedias', all: readonly string[]): string {
  return `${head}<ofd:Res ${space} BaseLoc="Res"><ofd:${name}>${all.join('')}</ofd:${name}></ofd:Res>`;
}

/** Millimetres of so many points, to a thousandth: more than any printer shows. */
function mm(points: number): number {
  return Math.round((points * 25_400) / 72) / 1_000;
}

function box(page: Pick<LaidPage, 'width' | 'height'> | undefined): string {
  return `<ofd:PhysicalBox>0 0 ${mm(page?.width ?? 0)} ${mm(page?.height ?? 0)}</ofd:PhysicalBox>`;
}

interface Known {
  readonly ids: () => number;
  readonly fonts: readonly number[];
  readonly images: readonly number[];
}

function pageXml(page: LaidPage, known: Known): string {
  const layer = known.ids();
  const pieces = page.pieces.map((piece) => pieceXml(piece, known));
  return `${head}<ofd:Page ${space}><ofd:Area>${box(page)}</ofd:Area><ofd:Content><ofd:Layer ID="${layer}" Type="Body">${pieces.join('')}</ofd:Layer></ofd:Content></ofd:Page>`;
}

function pieceXml(piece: LaidPiece, known: Known): string {
  switch (piece.type) {
    case 'text':
      return textXml(piece, known);
    case 'path':
      return pathXml(piece, known);
    case 'image':
      return imageXml(piece, known);
  }
}

/** Above and below the baseline, in parts of the size: the room in which letters stand. */
const [ascent, descent] = [1.16, 0.29];

function textXml({ text, font, size, colour, x, baseline, offsets, width }: LaidText, known: Known): string {
  const top = baseline - ascent * size;
  const steps = offsets.slice(1).map((offset, at) => mm(offset - (offsets[at] ?? 0)));
  const delta = steps.length > 0 ? ` DeltaX="${steps.join(' ')}"` : '';
  const place = boundary(x, top, width, (ascent + descent) * size);
  return `<ofd:TextObject ID="${known.ids()}" Boundary="${place}" Font="${known.fonts[font]}" Size="${mm(size)}"><ofd:FillColor Value="${rgb(colour)}"/><ofd:TextCode X="0" Y="${mm(ascent * size)}"${delta}>${xmlText(text)}</ofd:TextCode></ofd:TextObject>`;
}

function pathXml({ steps, fill, stroke, lineWidth }: LaidPath, known: Known): string {
  const points = steps.flatMap((step) => (step[0] === 'Z' ? [] : [[step[1], step[2]] as const]));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  // Lines that lie flat have a height, too: what is outside of its room is not drawn.
  const around = stroke === null ? 0 : lineWidth;
  const [left, top] = [least(xs) - around, least(ys) - around];
  const place = boundary(left, top, most(xs) + around - left, most(ys) + around - top);
  const data = steps.map((step) =>
    step[0] === 'Z' ? 'C' : `${step[0]} ${mm(step[1] - left)} ${mm(step[2] - top)}`,
  );
  const colours = [
    stroke === null ? '' : `<ofd:StrokeColor Value="${rgb(stroke)}"/>`,
    fill === null ? '' : `<ofd:FillColor Value="${rgb(fill)}"/>`,
  ].join('');
  return `<ofd:PathObject ID="${known.ids()}" Boundary="${place}" LineWidth="${mm(lineWidth)}" Stroke="${stroke !== null}" Fill="${fill !== null}">${colours}<ofd:AbbreviatedData>${data.join(' ')}</ofd:AbbreviatedData></ofd:PathObject>`;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((found, one) => Math.min(found, one), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((found, one) => Math.max(found, one), Number.NEGATIVE_INFINITY);
}

function imageXml({ image, x, y, width, height }: LaidImage, known: Known): string {
  return `<ofd:ImageObject ID="${known.ids()}" Boundary="${boundary(x, y, width, height)}" CTM="${mm(width)} 0 0 ${mm(height)} 0 0" ResourceID="${known.images[image]}"/>`;
}

function boundary(x: number, y: number, width: number, height: number): string {
  return [x, y, width, height].map(mm).join(' ');
}

/** `#8a3b12` as three numbers. */
function rgb(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(' ');
}
