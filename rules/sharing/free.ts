import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

/** 自由分配: the creator, and any organisation the creator assigns it to. */
export const freeSharing: Strategy = {
  name: 'free',
  label: { zh: '自由分配', en: 'Free assignment' },
  code: 2,
  rank: 1,
  reach: 'assigned',
  assigner: 'creator',
  personalisable: true,
  transferable: true,
  uses: (record, org, world) => record.org === org || world.holders(record.id).has(org),
  mayAssign: (holder, _target, record) =>
    holder === record.org ? null : refused('sharing-not-creator', { org: holder }),
  autoAssigner: (record, newcomer) => (record.org === newcomer ? null : record.org),
};
