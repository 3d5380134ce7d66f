import type { ActionSource } from '../../../metadata/source.ts';
import { type DeskDomain, deskFor } from '../../model/desks.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import type { ListData } from './list-data.ts';

/** Answers the way to run an action at its desk, where one sees the outcome beforehand. Undefined: it has no desk. */
export function deskOver(
  domains: readonly DeskDomain[],
  action: ActionSource | undefined,
  data: ListData,
  records: readonly ListedRecord[],
): (() => Promise<void>) | undefined {
  const desk = action && deskFor(domains, action.capability);
  if (!desk) return undefined;
  return async () => {
    const ids = records.map(({ id }) => id);
    if (!(await desk(ids))) return;
    data.pick(new Map());
    data.refresh();
  };
}
