import { type SheetCell, type SheetFormat, type SheetRow, sheetLimits } from './sheet.ts';
import type { createSheetWorker } from './sheet-worker.ts';

/** A table that somebody sent, as its first sheet says it: the rows above its data, and those of data. */
export interface ReadTable {
  readonly head: readonly (readonly SheetCell[])[];
  /** From a row on, counted from 0; in pages, as each comes at once and is held whole. */
  rows(first: number): AsyncIterable<readonly SheetRow[]>;
}

const pageRows = 500;

export function readTable<T>(
  worker: ReturnType<typeof createSheetWorker>,
  { bytes, format }: { readonly bytes: Uint8Array; readonly format: SheetFormat },
  use: (table: ReadTable) => Promise<T>,
): Promise<T> {
  return worker.use(async (session) => {
    const { sheets } = await session.ask({ type: 'open', bytes, format, limits: sheetLimits });
    const head = sheets[0]?.head ?? [];
    return use({
      head,
      async *rows(first) {
        const grouping = { records: { sheet: 0, first, key: [] }, rows: [] };
        const { records } = await session.ask({ type: 'group', grouping });
        for (let from = 0; from < records; from += pageRows) {
          const raw = await session.ask({ type: 'take', from, count: Math.min(pageRows, records - from) });
          yield raw.flatMap(({ row }) => row ?? []);
        }
      },
    });
  });
}
