import {
  code39,
  code128,
  datamatrix,
  drawingSVG,
  ean13,
  pdf417,
  qrcode,
  type RenderOptions,
} from 'bwip-js/generic';
import type { CodeName } from '../../metadata/common/code-names.ts';
import type { CodeNode } from '../paper/tree.ts';

const square: ReadonlySet<CodeName> = new Set(['qr', 'datamatrix']);
/** By name, so that a page loads these sorts of codes and not all hundred. */
const symbols: Readonly<Record<CodeName, (options: RenderOptions) => string>> = {
  qr: (options) => qrcode(options, drawingSVG()),
  datamatrix: (options) => datamatrix(options, drawingSVG()),
  pdf417: (options) => pdf417(options, drawingSVG()),
  code128: (options) => code128(options, drawingSVG()),
  code39: (options) => code39(options, drawingSVG()),
  ean13: (options) => ean13(options, drawingSVG()),
};

/** Draws a code as SVG; null: its text does not fit such a code. */
export function drawCode({ code, text, width, height }: CodeNode): string | null {
  try {
    return symbols[code]({
      bcid: code,
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
