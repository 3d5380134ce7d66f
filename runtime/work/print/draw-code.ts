import bwip from 'bwip-js/node';
import type { CodeName } from '../../../metadata/print-source.ts';
import type { CodeNode } from '../../../rules/print/tree.ts';

const square: ReadonlySet<CodeName> = new Set(['qr', 'datamatrix']);
const symbols: Readonly<Record<CodeName, string>> = {
  qr: 'qrcode',
  datamatrix: 'datamatrix',
  pdf417: 'pdf417',
  code128: 'code128',
  code39: 'code39',
  ean13: 'ean13',
};

/** Draws a code as SVG; null: its text does not fit such a code. */
export function drawCode({ code, text, width, height }: CodeNode): string | null {
  try {
    return bwip.toSVG({
      bcid: symbols[code],
      text,
      // Bars are whole dots: of few dots they come out too wide or too narrow for scanners.
      ...(square.has(code) ? {} : { width, height, scale: 10 }),
      // Light modules around it, without which scanners do not find it.
      padding: square.has(code) ? 4 : 2,
    });
  } catch {
    return null;
  }
}
