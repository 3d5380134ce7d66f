import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pdfmake from 'pdfmake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrintNode, PrintTree } from '../../../rules/paper/tree.ts';
import { createPrinter } from './create-printer.ts';
import { describedIn, filesOfZip, textsOf } from './ofd.suite.ts';

const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const nodes: readonly PrintNode[] = [
  {
    type: 'text',
    text: '电子发票（普通发票） & <Title> fi',
    size: 18,
    bold: true,
    align: 'center',
    colour: '#8a3b12',
  },
  {
    type: 'code',
    code: 'qr',
    text: '26441000000000000001',
    width: 22,
    height: 12,
    caption: false,
    align: 'left',
  },
  { type: 'code', code: 'code128', text: 'SQ-1', width: 40, height: 12, caption: true, align: 'left' },
  {
    type: 'fields',
    columns: 2,
    border: 'all',
    lines: [
      [
        { label: '名称', value: '深圳市某某科技有限公司', wide: false },
        { label: '镕', value: 'Tower bridge 123', wide: false },
      ],
    ],
  },
  {
    type: 'table',
    border: 'all',
    columns: [
      { label: '项目名称', width: null, align: 'left' },
      { label: '金额', width: 30, align: 'right' },
    ],
    rows: Array.from({ length: 60 }, (_, at) => [`*服务*咨询费 ${at + 1}`, `${at}.00`]),
    sums: ['合计', '1770.00'],
  },
  { type: 'image', image: dot, width: 10, align: 'left' },
  { type: 'line' },
];
const tree: PrintTree = {
  title: '发票票面 1',
  language: 'zh',
  paper: { width: 210, height: 297, margin: 15 },
  size: 9,
  head: null,
  foot: null,
  pageNumbers: 'center',
  nodes,
};

describe('an OFD', () => {
  let files: ReadonlyMap<string, Buffer>;
  let pdf: Uint8Array;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-ofd-'));
    const printer = createPrinter();
    const drawn = (as: Parameters<Parameters<Parameters<typeof printer.use>[0]>[0]['draw']>[0]) =>
      printer.use(async (printing) => {
        await printing.add(tree);
        return printing.draw(as);
      });
    pdf = await drawn('pdf');
    files = filesOfZip(await drawn({ type: 'ofd', id: '0'.repeat(32), day: '2026-11-25' }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const textOfPdf = (bytes: Uint8Array) =>
    execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8' }).replace(/\s/g, '');

  it('is described by its first file, and whatever is named is there', () => {
    const { pages, fonts, unresolved, unlisted } = describedIn(files);
    expect([unresolved, unlisted]).toEqual([[], []]);
    expect([pages.length, fonts.length]).toEqual([2, 2]);
  });

  it('has the text of the PDF, in its order', () => {
    const { pages } = describedIn(files);
    const text = pages
      .flatMap((page) => textsOf(page).map((one) => one.text))
      .join('')
      .replace(/\s/g, '');
    expect(text).toBe(textOfPdf(pdf));
    expect(text).toContain('电子发票（普通发票）&<Title>fi');
  });

  it('has each letter in a font that it brings', async () => {
    const { pages, fonts } = describedIn(files);
    for (const [at, font] of fonts.entries()) {
      const path = join(folder, `${at}.ttf`);
      writeFileSync(path, files.get(font.path) ?? '');
      pdfmake.setFonts({ Own: { normal: path } });
      pdfmake.setUrlAccessPolicy(() => false);
      pdfmake.setLocalAccessPolicy((one) => one === path);
      const said = pages.flatMap(textsOf).filter((one) => one.font === font.id);
      const content = said.map(({ text }) => ({ text }));
      const made = await pdfmake.createPdf({ defaultStyle: { font: 'Own' }, content }).getBuffer();
      expect(textOfPdf(made)).toBe(
        said
          .map(({ text }) => text)
          .join('')
          .replace(/\s/g, ''),
      );
    }
  });

  it('has each letter in its place on the page', () => {
    const { pages } = describedIn(files);
    for (const { text, boundary, size, deltas } of pages.flatMap(textsOf)) {
      const [x, y, width, height] = boundary;
      expect(deltas.length).toBe([...text].length - 1);
      expect([x >= 0, y >= 0, x + width <= 210.5, y + height <= 297.5]).toEqual([true, true, true, true]);
      // The last letter ends where its room does, but for the space behind it and letters that stand closer.
      const along = deltas.reduce((sum, one) => sum + one, 0);
      expect(along).toBeLessThanOrEqual(width + size / 2);
    }
  });
});
