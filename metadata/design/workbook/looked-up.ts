import type { ColumnProfile } from './profile.ts';
import type { Survey } from './survey.ts';

/** Of a column, texts that are looked up in every form, and in those where most of them are found. */
const mostTried = 5;
export const mostLookedUp = 200;

/** What is to be known of a column to look up which records it names: little, whatever stands in it. */
export interface ColumnToLookUp
  extends Pick<ColumnProfile, 'place' | 'heading' | 'fits' | 'code' | 'distinct'> {
  readonly sheet: number;
  /** Its first texts. */
  readonly sample: readonly string[];
}

/** A column by its place in the file. */
export type ColumnPlace = Pick<ColumnToLookUp, 'sheet' | 'place'>;

/** Lists the columns of a file in which something stands. */
export function columnsToLookUp({ sheets }: Survey): readonly ColumnToLookUp[] {
  return sheets.flatMap(({ sheet, columns }) =>
    columns.flatMap(({ place, heading, fits, code, distinct, filled, values }) =>
      filled === 0
        ? []
        : [{ sheet, place, heading, fits, code, distinct, sample: values.slice(0, mostTried) }],
    ),
  );
}

/** The texts of a column that are looked up where its sample was found. */
export function textsToLookUp({ sheets }: Survey, { sheet, place }: ColumnPlace): readonly string[] {
  const column = sheets.find((one) => one.sheet === sheet)?.columns.find((one) => one.place === place);
  return column?.values.slice(0, mostLookedUp) ?? [];
}
