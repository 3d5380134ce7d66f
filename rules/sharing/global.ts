import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

const label = { zh: '全局共享', en: 'Global' };

/** 全局共享: everyone. */
export const globalSharing: Strategy = {
  name: 'global',
  label,
  code: 5,
  rank: 4,
  reach: 'everyone',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: () => true,
  mayAssign: () => refused('sharing-not-assignable', { sharing: label }),
  autoAssigner: () => null,
};
