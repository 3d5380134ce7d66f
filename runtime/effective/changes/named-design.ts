import type { DesignPlan } from '../../../metadata/contract/changes/preview.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import type { Along } from '../../storage/store/commit/along.ts';

/** A design that a change set names: both are published in one commit. */
export interface NamedDesign {
  readonly id: string;
  readonly name: string;
  /** Whether it is still to be published; one that was published is in service for everybody. */
  readonly isOpen: boolean;
}

/** The owner of a design and whether it is shared, also for those who may not look into it. */
export interface DesignSharing {
  readonly by: { readonly id: string; readonly name: string };
  readonly shared: boolean;
  /** Whether the caller sees it. */
  readonly seen: boolean;
}

/** Designs as change sets know them. */
export interface NamedDesigns {
  /** Null: there is none that the caller may see. */
  find(call: Call, id: string): Promise<NamedDesign | null>;
  /** Null: it is gone. */
  sharingOf(call: Call, id: string): Promise<DesignSharing | null>;
  /** Answers the model in service as the design changes it; null: it does not compile. */
  modelOf(call: Call, id: string): Promise<Model | null>;
  /** Answers the plan of publishing it. */
  plan(call: Call, id: string, acceptCases?: string): Promise<DesignPlan>;
  /**
   * Publishes it, by the plan with that hash, and all that comes along; or neither. Default: by whatever it plans now.
   */
  publish(call: Call, id: string, along: Along, seen: SeenDesign): Promise<AwaitNodes>;
}

export interface SeenDesign {
  readonly hash?: string | undefined;
  readonly acceptCases?: string | undefined;
}
