import { type Known, knownWith } from '../../metadata/domain.ts';
import type { RecordCheck } from '../../metadata/record-check.ts';
import type { Domain } from '../domain.ts';
import { hostCheck } from '../hosts/host-check.ts';

/** Checks of whole records that forms can name where these domains are. */
export function recordChecksOf(domains: readonly Domain[]): readonly RecordCheck[] {
  return [hostCheck, ...domains.flatMap((one) => one.recordChecks)];
}

/** Lists the names that packages may use where these domains are. */
export function knownTo(domains: readonly Domain[]): Known {
  return knownWith(
    domains,
    recordChecksOf(domains).map(({ name }) => name),
  );
}
