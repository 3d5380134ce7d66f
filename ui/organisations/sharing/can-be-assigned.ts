import type { SharingStrategy } from '../../../metadata/source.ts';
import { strategy } from '../../../rules/sharing/index.ts';

/** Answers whether records shared in this way are assigned at all. */
export function canBeAssigned(sharing: SharingStrategy | undefined): boolean {
  return sharing === undefined || strategy(sharing).assigner !== null;
}
