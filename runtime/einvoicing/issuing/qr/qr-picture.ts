import { escaped } from '../../../../metadata/common/html.ts';
import { qrCode } from './qr-code.ts';

/** Light modules around it, without which scanners do not find it. */
const margin = 4;

/** The picture of a code as SVG; undefined: the text is too long for one. */
export function qrPicture(text: string, label = text): string | undefined {
  const rows = qrCode(text);
  if (!rows) return undefined;
  const size = rows.length + 2 * margin;
  const path = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + margin} ${y + margin}h1v1h-1z`] : [])),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escaped(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path.join('')}"/></svg>`;
}
