import { expect, it } from 'vitest';
import { cellPadding, pairWidths } from './column-widths.ts';

it.each(['Name', 'Memo', 'WWW', 'Amount', 'Number'])(
  'the label “%s” stands in one line, however few and wide its letters are',
  (label) => {
    const [width = 0] = pairWidths([[{ label }]], 1, { room: 100, size: 10 });
    // As wide as the page’s own letters are: measured, in parts of their height.
    const measured: Readonly<Record<string, number>> = { m: 0.93, W: 0.92, M: 0.82, N: 0.73, A: 0.61 };
    const needed = [...label].reduce((sum, letter) => sum + (measured[letter] ?? 0.57), 0) * 10 * (25.4 / 72);
    expect(width - 2 * cellPadding.beside).toBeGreaterThan(needed);
  },
);
