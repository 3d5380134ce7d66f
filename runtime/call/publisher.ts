import type { Published, PublishPlan } from '../../metadata/contract/packages/parts.ts';
import type { PublishMade, ToPublish, ToUndo } from '../../metadata/contract/packages/publishes.ts';
import type { Call } from './call.ts';
import type { AwaitNodes } from './nodes-serving.ts';

/** The offers of a plan that somebody takes, and the packages he answers for. Default: none. */
export type Taken = Pick<ToPublish, 'fill' | 'accept' | 'downgrade'>;

/** A plan that was seen, by its hash. */
interface OfPlan {
  readonly hash: string;
}

/** A plan that was carried out. */
export interface Applied {
  readonly revision: number;
  readonly result: Omit<Published, 'nodes' | 'job'>;
  readonly nodes: AwaitNodes;
  /** The offers that were taken: required fields whose defaults records are to be given, by a job. */
  readonly fills: readonly string[];
}

/** Puts other package sources into service: what callers over HTTP see of it. */
export interface Publisher {
  /** Issues and the table plan of what is sent: `{ issues, changes, hash, … }`. Changes nothing. */
  plan(call: Call, body: ToPublish): Promise<PublishPlan>;
  /** Carries out the plan with that hash. It is done when every node that lives serves it: `nodes` waits for them. */
  apply(call: Call, body: ToPublish & OfPlan): Promise<Applied>;
  /** Plans to have the sources again that held before a publish or an undo, and tells what stays as it is now. */
  planUndo(call: Call, body: ToUndo): Promise<PublishPlan & { readonly publish: PublishMade }>;
  undo(call: Call, body: ToUndo & OfPlan): Promise<Applied>;
  /** Plans to take a package out of service, and tells what hangs on it, and who needs it. */
  planUninstall(call: Call, name: string): Promise<PublishPlan>;
  /** Its data is archived and hidden, and comes back with it. */
  uninstall(call: Call, name: string, hash: string): Promise<Applied>;
}
