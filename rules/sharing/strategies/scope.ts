import type { Strategy } from './strategy.ts';

/** 管控范围内共享: the creator and everything below it, organisations created later included. */
export const scopeSharing: Strategy = {
  name: 'scope',
  label: { zh: '管控范围内共享', en: 'Within the control scope' },
  means: {
    zh: '创建组织和它的全部下级都可以使用。',
    en: 'The organisation that created it and all organisations below may use it.',
  },
  seen: {
    zh: '每条数据由创建它的组织和它的全部下级使用。',
    en: 'Each record is used by the organisation that created it and all organisations below.',
  },
  way: {
    badge: { zh: '管控范围', en: 'By scope' },
    choice: { zh: '管控范围内', en: 'Within its scope' },
  },
  code: 6,
  rank: 3,
  reach: { up: 0, down: 'any' },
  assigner: null,
  personalisable: false,
  transferable: true,
};
