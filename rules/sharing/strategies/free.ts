import type { Strategy } from './strategy.ts';

/** 自由分配: the creator, and any organisation the creator assigns it to. */
export const freeSharing: Strategy = {
  name: 'free',
  label: { zh: '自由分配', en: 'Free assignment' },
  means: {
    zh: '创建组织可以把它分配给任何组织，分配到的组织可以使用。',
    en: 'The organisation that created it can assign it to any others, which may then use it.',
  },
  seen: {
    zh: '每条数据由创建它的组织使用，也可以分配给任何组织使用；没有分配到的组织看不到。',
    en: 'Each record is used by the organisation that created it and by those it is assigned to, whichever they are; others do not see it.',
  },
  code: 2,
  rank: 1,
  reach: 'assigned',
  assigner: 'creator',
  personalisable: true,
  transferable: true,
};
