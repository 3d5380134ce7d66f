import type { ChangeSummary } from '../../metadata/contract/changes/answered.ts';

export type State = ChangeSummary['state'];

export type Step =
  | 'edit'
  | 'propose'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'schedule'
  | 'publish'
  | 'discard'
  | 'fail'
  | 'miss';

interface Transition {
  readonly from: readonly State[];
  readonly to: State;
  /** Whether an approval stays valid. Default: it is taken back. */
  readonly keepsApproval?: true;
}

/** The states in which each step may be done, and the state that follows. An approval holds for what was approved. */
const transitions: Readonly<Record<Step, Transition>> = {
  edit: { from: ['draft', 'waiting', 'approved', 'scheduled', 'rejected', 'failed'], to: 'draft' },
  propose: { from: ['draft', 'rejected', 'failed'], to: 'waiting' },
  withdraw: { from: ['waiting', 'approved', 'scheduled', 'failed'], to: 'draft' },
  approve: { from: ['waiting'], to: 'approved', keepsApproval: true },
  reject: { from: ['waiting'], to: 'rejected' },
  schedule: { from: ['draft', 'waiting', 'approved'], to: 'scheduled', keepsApproval: true },
  publish: { from: ['draft', 'waiting', 'approved', 'scheduled'], to: 'published', keepsApproval: true },
  discard: { from: ['draft', 'waiting', 'approved', 'rejected', 'failed'], to: 'discarded' },
  /** A scheduled one that could not be published. */
  fail: { from: ['scheduled'], to: 'failed', keepsApproval: true },
  /** Its moment passed while nobody could publish it: people decide. */
  miss: { from: ['scheduled'], to: 'waiting', keepsApproval: true },
};

/**
 * The state after a step, and whether an approval holds on; null: it cannot be done in this state.
 *
 * @example
 * after('waiting', 'approve') //=> { state: 'approved', keepsApproval: true }
 * after('published', 'edit') //=> null
 */
export function after(
  state: State,
  step: Step,
): { readonly state: State; readonly keepsApproval: boolean } | null {
  const { from, to, keepsApproval = false } = transitions[step];
  return from.includes(state) ? { state: to, keepsApproval } : null;
}
