import { beforeAll, expect, it } from 'vitest';
import { kinds } from '../metadata/kinds/index.ts';
import { allPairs } from '../workshop/kind-pairs.ts';
import { isLong } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { changeKinds, makePairs, silentLosses } from './kind-pairs.ts';

const groups = allPairs();

it('makes a field of each kind one of every other', () => {
  const names = [...kinds.keys()];
  const tried = groups.flatMap(({ source, targets }) => targets.map((target) => `${source} → ${target}`));
  expect(tried.toSorted()).toEqual(
    names.flatMap((from) => names.filter((to) => to !== from).map((to) => `${from} → ${to}`)).toSorted(),
  );
});

/** Every change has all forms compiled anew: with thousands of fields in one system, that is all the time there is. */
const atOnce = 200;
const shares = [...Map.groupBy(groups, shareOf).values()];

function shareOf(group: (typeof groups)[number]): number {
  const before = groups.slice(0, groups.indexOf(group));
  return Math.floor(before.reduce((sum, { targets }) => sum + targets.length, 0) / atOnce);
}

/** Through the page: in the long run. */
if (isLong)
  for (const [at, share] of shares.entries())
    inBrowser(
      `a field of a kind that becomes one of another, ${at + 1} of ${shares.length}`,
      (site) => {
        beforeAll(() => makePairs(site(), share), 300_000);

        it.each(share)(
          'says what becomes of what a $source held: $form',
          { timeout: 300_000 },
          async (group) => {
            const page = await site().visit({ path: `/design/${group.form}` });
            expect(silentLosses(await changeKinds(site(), page, group))).toEqual([]);
          },
        );
      },
      { packages: ['platform'] },
    );
