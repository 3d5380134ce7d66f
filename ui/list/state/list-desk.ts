import type { ActionSource } from '../../../metadata/source.ts';
import { hasDesk, openDesk } from '../../einvoicing/desk/open-desk.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import type { ListData } from './list-data.ts';

/** What an action that has a desk does to records: one sees beforehand what comes of it. Undefined: it has none. */
export function deskFor(
  data: ListData,
  action: ActionSource | undefined,
  records: readonly ListedRecord[],
): (() => Promise<void>) | undefined {
  if (!action || !hasDesk(action.capability)) return undefined;
  return async () => {
    const ids = records.map(({ id }) => id);
    if (!(await openDesk(action.capability, ids))) return;
    data.pick(new Map());
    data.refresh();
  };
}
