import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

/** 管控范围内共享: the creator and everything below it, organisations created later included. */
export const scopeSharing: Strategy = {
  name: 'scope',
  label: { zh: '管控范围内共享', en: 'Within the control scope' },
  code: 6,
  rank: 3,
  reach: 'below',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: (record, org, world) => record.org === org || world.tree.within(org, record.org),
  mayAssign: (_holder, _target, record) => refused('sharing-not-assignable', { sharing: record.sharing }),
  autoAssigner: () => null,
};
