import type { Strategy } from './strategy.ts';

/** 全局共享: everyone. */
export const globalSharing: Strategy = {
  name: 'global',
  label: { zh: '全局共享', en: 'Global' },
  means: { zh: '所有组织都可以使用。', en: 'All organisations may use it.' },
  seen: {
    zh: '所有组织都能看到其中的数据。',
    en: 'Every organisation sees its records.',
  },
  way: { badge: { zh: '全局', en: 'Global' }, choice: { zh: '全局共享', en: 'Shared globally' } },
  code: 5,
  rank: 4,
  reach: 'everyone',
  assigner: null,
  personalisable: false,
  transferable: true,
};
