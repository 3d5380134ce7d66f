import { nodesServing } from '../common/shared.ts';
import { node } from '../nodes/calls.ts';
import { installAsSeen, toInstall } from './install.ts';
import { installPlan } from './install-plan.ts';
import { onePackage, packagePage, waitingPackage } from './installed.ts';
import { droppedRecord, trustedKey } from './keys.ts';
import { hiddenData, issue, loaded, plan, published } from './parts.ts';
import {
  archive,
  publishProgress,
  publishSaid,
  toApply,
  toPublish,
  undoing,
  undoingAsSeen,
  undoPlan,
  uninstalled,
} from './publishes.ts';

/** The shapes of packages that stand in the API's document under a name. */
export const packageComponents = {
  NodesServing: nodesServing,
  Node: node,
  Issue: issue,
  Loaded: loaded,
  Package: onePackage,
  PackagePage: packagePage,
  WaitingPackage: waitingPackage,
  PublishProgress: publishProgress,
  Plan: plan,
  Published: published,
  Publish: toPublish,
  Apply: toApply,
  Uninstalled: uninstalled,
  DroppedRecord: droppedRecord,
  TrustedKey: trustedKey,
  Archive: archive,
  HiddenData: hiddenData,
  Install: toInstall,
  CarryOutInstall: installAsSeen,
  InstallPlan: installPlan,
  Taken: undoing,
  TakenPlan: undoingAsSeen,
  PublishSaid: publishSaid,
  UndoPlan: undoPlan,
} as const;
