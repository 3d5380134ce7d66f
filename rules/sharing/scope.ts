import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

const label = { zh: '管控范围内共享', en: 'Within the control scope' };

/** 管控范围内共享: the creator and everything below it, organisations created later included. */
export const scopeSharing: Strategy = {
  name: 'scope',
  label,
  code: 6,
  rank: 3,
  reach: 'below',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: (record, org, world) => record.org === org || world.tree.within(org, record.org),
  mayAssign: () => refused('sharing-not-assignable', { sharing: label }),
  autoAssigner: () => null,
};
