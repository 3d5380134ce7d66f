import { refusal } from '../../refusal.ts';
import { SheetFailure } from '../../sheets/sheet-failure.ts';

const statuses: Readonly<Record<string, number>> = { 'sheet-too-large': 413, 'sheet-too-many-rows': 413 };

/** A file's faults as refusals. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SheetFailure)) throw error;
    throw refusal(error.code, statuses[error.code] ?? 422)(error.params);
  }
}
