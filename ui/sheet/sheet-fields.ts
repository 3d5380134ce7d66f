import type { Field } from '../../metadata/field.ts';
import { uiKind } from '../fields/index.ts';
import { pixelsOf } from '../kit/text-width.ts';
import { say } from '../session/i18n.ts';
import { textOf } from './cell-text.ts';
import { leastWidth, mostWidth, type Widths } from './column-widths.ts';
import type { Wanted } from './sheet-columns.ts';
import type { SheetModel } from './sheet-model.ts';

/** Fields that a sheet shows, in order. */
export function columnsOf(field: Field): readonly Field[] {
  return (field.rows?.fields ?? []).filter((one) => !one.hidden && one.visible !== false);
}

/** As wide as somebody drew them; else as their kind likes it, and at least as their heads are. */
export function wantedWidths(columns: readonly Field[], widths: Widths): readonly Wanted[] {
  return columns.map((field) => {
    const drawn = widths[field.name];
    if (drawn !== undefined) return { width: drawn, grows: false };
    const kind = uiKind(field);
    const head = pixelsOf(say(field.label)) + (field.required === true ? 30 : 20);
    const grows = kind.align !== 'end' && kind.cell !== 'toggle';
    return { width: Math.max(kind.width, Math.min(head, 200)), grows };
  });
}

/** A width that everything in a column fits into, as far as one looks. */
export function fittingWidth(model: SheetModel, col: number): number {
  const field = model.columns[col];
  if (!field) return leastWidth;
  const most = Math.max(
    0,
    ...model.state.rows.slice(0, 1000).map((row) => {
      const value = row[field.name];
      const shown = value === undefined || value === null ? '' : uiKind(field).show(value, field);
      return pixelsOf(typeof shown === 'string' ? shown : textOf(value, field));
    }),
  );
  return within(Math.max(most + 20, pixelsOf(say(field.label)) + 24));
}

export function within(width: number): number {
  return Math.round(Math.min(mostWidth, Math.max(leastWidth, width)));
}
