import type { Strategy } from './strategy.ts';

/** 私有: the creator alone. */
export const privateSharing: Strategy = {
  name: 'private',
  label: { zh: '私有', en: 'Private' },
  means: { zh: '只有创建组织可以使用。', en: 'Only the organisation that created a record may use it.' },
  seen: {
    zh: '每条数据只有创建它的组织可以使用。',
    en: 'Only the organisation that created a record may use it.',
  },
  code: 7,
  rank: 0,
  reach: 'creator',
  assigner: null,
  personalisable: false,
  transferable: true,
};
