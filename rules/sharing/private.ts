import type { Strategy } from './strategy.ts';
import { refused } from './verdict.ts';

const label = { zh: '私有', en: 'Private' };

/** 私有: the creator alone. */
export const privateSharing: Strategy = {
  name: 'private',
  label,
  code: 7,
  rank: 0,
  reach: 'creator',
  assigner: null,
  personalisable: false,
  transferable: true,
  uses: (record, org) => record.org === org,
  mayAssign: () => refused('sharing-not-assignable', { sharing: label }),
  autoAssigner: () => null,
};
