import { vi } from 'vitest';
import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import { domain, type Naive } from './generated-world.suite.ts';
import type { Strategy } from './strategies/strategy.ts';

/**
 * A sixth way of sharing as somebody would add it: this is its file, and `addSiblings` is its line on each floor.
 * Only tests know it.
 */
const name = 'siblings' as SharingStrategy;

const siblings: Strategy = {
  name,
  label: { zh: '同级共享', en: 'Siblings' },
  means: {
    zh: '创建组织和它的同级组织都可以使用。',
    en: 'Its creator and the organisations beside it may use it.',
  },
  seen: {
    zh: '创建组织和它的同级组织看到。',
    en: 'Its creator and the organisations beside it see its records.',
  },
  way: { badge: { zh: '同级', en: 'Beside' }, choice: { zh: '来自同级', en: 'From beside it' } },
  code: 8,
  rank: 2.5,
  reach: { up: 1, down: 1 },
  assigner: null,
  personalisable: false,
  transferable: true,
};

const isSibling: Naive[string] = (record, org, { orgs }) => {
  const parentOf = (id: string) => orgs.find((each) => each.id === id)?.parent;
  return Boolean(parentOf(org)) && parentOf(org) === parentOf(record.org);
};

/** The domain's table with one more line. */
export const withSiblings: Naive = { ...domain, [name]: isSibling };

const names = '../../metadata/common/sharing-strategies.ts';
const list = './strategies/index.ts';

/** Whatever is imported from now on knows the sixth way; nothing that was imported before does. */
export function addSiblings(): void {
  vi.doMock(names, async (original) => {
    const real = await original<typeof import('../../metadata/common/sharing-strategies.ts')>();
    return { ...real, sharingStrategies: [...real.sharingStrategies, name] };
  });
  vi.doMock(list, async (original) => {
    const { byName } = await original<typeof import('./strategies/index.ts')>();
    return { byName: { ...byName, [name]: siblings } };
  });
  vi.resetModules();
}

/** Leaves nothing behind for the suites that run next in the same process. */
export function takeSiblingsAway(): void {
  vi.doUnmock(names);
  vi.doUnmock(list);
  vi.resetModules();
}
