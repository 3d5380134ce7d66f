import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Call } from './call.ts';
import type { AwaitNodes } from './nodes-serving.ts';

/** What of a plan's offers somebody takes, and what he answers for. */
export interface Taken {
  /** Offers of the plan that are taken: all, or those named. Default: none. */
  readonly fill?: boolean | readonly string[];
  /** Names of packages that the caller answers for, though their signatures do not. Default: none. */
  readonly accept?: readonly string[];
  /** Names of packages whose installed version the caller wants replaced by a lower one. Default: none. */
  readonly downgrade?: readonly string[];
}

/** What is to be taken back. */
export interface ToUndo extends Taken {
  /** Revision of a publish, or of an undo. Default: the newest publish that holds. */
  readonly publish?: number;
}

/** What is sent to be published. */
export interface ToPublish extends Taken {
  /** `{ "files": { "package.json": {…}, "forms/item.json": {…} } }` each. */
  readonly packages: readonly { readonly files: JsonObject }[];
}

/** A plan that was seen, by its hash. */
interface OfPlan {
  readonly hash: string;
}

interface Applied {
  readonly revision: number;
  readonly result: JsonObject;
  readonly nodes: AwaitNodes;
  /** What of its offers was taken: required fields whose defaults records are to be given, by a job. */
  readonly fills: readonly string[];
}

/** Puts other package sources into service: what callers over HTTP see of it. */
export interface Publisher {
  /** Issues and the table plan of what is sent: `{ issues, changes, hash, … }`. Changes nothing. */
  plan(call: Call, body: ToPublish): Promise<Json>;
  /** Carries out the plan with that hash. It is done when every node that lives serves it: `nodes` waits for them. */
  apply(call: Call, body: ToPublish & OfPlan): Promise<Applied>;
  /** What it would mean to have the sources again that held before a publish or an undo, and what stays as it is now. */
  planUndo(call: Call, body: ToUndo): Promise<{ readonly publish: { readonly revision: number } }>;
  undo(call: Call, body: ToUndo & OfPlan): Promise<Applied>;
  /** What it would mean to take a package out of service: what hangs on it, and who needs it. */
  planUninstall(call: Call, name: string): Promise<Json>;
  /** Its data is archived and hidden, and comes back with it. */
  uninstall(call: Call, name: string, hash: string): Promise<Applied>;
}
