import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

/** 全局共享: everyone. */
export const globalSharing: Strategy = {
  name: 'global',
  label: { zh: '全局共享', en: 'Global' },
  code: 5,
  rank: 4,
  reach: 'everyone',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: () => true,
  mayAssign: (_holder, _target, record) => refused('sharing-not-assignable', { sharing: record.sharing }),
  autoAssigner: () => null,
};
