import type { SharingStrategy } from '../../metadata/source.ts';
import { freeSharing } from './free.ts';
import { globalSharing } from './global.ts';
import { hierarchicalSharing } from './hierarchical.ts';
import { privateSharing } from './private.ts';
import { scopeSharing } from './scope.ts';
import type { Holders, SharedRecord, Strategy } from './strategy.ts';

/** The strongest among matches first. */
export const strategies: readonly Strategy[] = [
  privateSharing,
  freeSharing,
  hierarchicalSharing,
  scopeSharing,
  globalSharing,
];

const byName: Readonly<Record<SharingStrategy, Strategy>> = {
  private: privateSharing,
  free: freeSharing,
  hierarchical: hierarchicalSharing,
  scope: scopeSharing,
  global: globalSharing,
};

export function strategy(name: SharingStrategy): Strategy {
  return byName[name];
}

/** Whether the organisation may use the record: the predicate in memory, `visibility` is the same for a database. */
export function uses(record: SharedRecord, org: string, world: Holders): boolean {
  return byName[record.sharing].uses(record, org, world);
}
