import { type SheetCell, type SheetFormat, type SheetRow, sheetLimits } from './sheet.ts';
import type { createSheetWorker } from './sheet-worker.ts';

/** What somebody sent, as its first sheet says it: the rows above its data, and those of data. */
export interface ReadTable {
  readonly head: readonly (readonly SheetCell[])[];
  /** From a row on, counted from 0. */
  rows(first: number): Promise<readonly SheetRow[]>;
}

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
      async rows(first) {
        const grouping = { records: { sheet: 0, first, key: [] }, rows: [] };
        const { records } = await session.ask({ type: 'group', grouping });
        const raw = await session.ask({ type: 'take', from: 0, count: records });
        return raw.flatMap(({ row }) => row ?? []);
      },
    });
  });
}
