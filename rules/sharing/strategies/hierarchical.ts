import type { Strategy } from './strategy.ts';

/** 逐级分配: every holder passes it on, to its direct children only. */
export const hierarchicalSharing: Strategy = {
  name: 'hierarchical',
  label: { zh: '逐级分配', en: 'Level by level' },
  means: {
    zh: '从创建组织起，逐级分配给直接下级；拿到的组织可以再往下分配。',
    en: 'The organisation that created it assigns it to its direct children, which can assign it to theirs in turn.',
  },
  seen: {
    zh: '每条数据由创建它的组织使用，并可逐级分配给下级；没有分配到的组织看不到。',
    en: 'Each record is used by the organisation that created it and by those below that it is passed on to, level by level; others do not see it.',
  },
  code: 1,
  rank: 2,
  reach: 'assigned',
  assigner: 'parent',
  personalisable: true,
  // A chain starts at the creator: with another one every link of it would hang in the air.
  transferable: false,
};
