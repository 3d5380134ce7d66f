import type { PublishPlan } from '../../../metadata/contract/packages/parts.ts';
import type { PublishMade } from '../../../metadata/contract/packages/publishes.ts';
import type { Applied, Publisher } from '../../call/publisher.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';

const plan: PublishPlan = {
  base: 0,
  hash: 'none',
  packages: [],
  leaving: [],
  issues: [],
  changes: [],
  hidden: [],
  offers: [],
};
const publish: PublishMade = {
  revision: 0,
  at: null,
  actor: null,
  reason: null,
  finishedBy: null,
  packages: [],
  undoes: null,
  offers: null,
  holds: false,
};

/** Plans nothing, and carries it out. */
export function noPublisher(revision: () => number): Publisher {
  const applied = async (): Promise<Applied> => ({
    revision: revision(),
    result: { revision: revision(), ...plan, finishedBy: null },
    fills: [],
    nodes: async () => ({ serving: 1, behind: [] }),
  });
  return {
    plan: async () => plan,
    apply: applied,
    planUninstall: async () => plan,
    uninstall: applied,
    planUndo: async () => ({ ...plan, publish }),
    undo: applied,
  };
}

/** Nothing is published there, so that nothing is left to be filled in. */
export const noRefills: Refills = {
  begin: async () => null,
  again: async () => null,
  goOn: async () => {},
  idle: async () => {},
};
