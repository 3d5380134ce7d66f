import type { ClausePart } from './clause.ts';
import type { Cover } from './cover.ts';
import type { Facts } from './facts.ts';
import { keysIn, valuesIn } from './keys.ts';
import { orderOf } from './value.ts';

/** Tells whether facts satisfy every clause, part by part as it is written. */
export function coverAdmits(cover: Cover, facts: Facts): boolean {
  return cover.every((clause) => clause.some((part) => admits(part, facts)));
}

function admits({ source, within }: ClausePart, facts: Facts): boolean {
  const fits =
    within.type === 'range'
      ? valuesIn(source, facts).map((value) =>
          typeof value === 'string'
            ? within.ranges.some(({ from, to }) => {
                const [low, high] = [from, to].map(
                  (cut) => cut && orderOf(value, cut.text, source.comparison)!,
                );
                const behind = low === null || low === undefined || (from?.after ? low > 0 : low >= 0);
                return behind && (high === null || high === undefined || (to?.after ? high <= 0 : high < 0));
              })
            : within.empty,
        )
      : keysIn(source, facts).map(
          (keys) => keys.some((key) => within.keys.includes(key)) === (within.type === 'in'),
        );
  if (source.of === 'all') return fits.every(Boolean);
  return source.of === 'some' ? fits.some(Boolean) : (fits[0] ?? false);
}
