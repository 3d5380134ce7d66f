import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

/** 私有: the creator alone. */
export const privateSharing: Strategy = {
  name: 'private',
  label: { zh: '私有', en: 'Private' },
  code: 7,
  rank: 0,
  reach: 'creator',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: (record, org) => record.org === org,
  mayAssign: (_holder, _target, record) => refused('sharing-not-assignable', { sharing: record.sharing }),
  autoAssigner: () => null,
};
