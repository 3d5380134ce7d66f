import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { Offer, PlanIssue, TableChange } from './package-data.ts';

/** A package as it is handed in, with what it is called until the server has read it. */
export interface Source {
  readonly called: string;
  readonly sent: JsonObject;
}

interface Spot {
  readonly id: string;
  readonly form: string | null;
  readonly formLabel: Label | null;
  readonly target: string;
  readonly property: string;
  /** What people call it. */
  readonly propertyName: string;
  readonly label: Label | null;
  readonly remembered: boolean;
  readonly message: string;
}

export type Answer = 'theirs' | 'ours' | { readonly value: Json };

/** A property that the package and somebody above it both changed. */
export interface PlanQuestion extends Spot {
  readonly package: string;
  readonly base: Json;
  readonly theirs: Json;
  readonly ours: Json;
  readonly shown: { readonly base: string; readonly theirs: string; readonly ours: string };
  readonly said: { readonly package: string; readonly by: string | null; readonly at: string | null };
  readonly proposal: 'theirs' | 'ours';
  readonly answer: Answer | null;
  /** Of a record that came with the package. */
  readonly record?: { readonly form: string; readonly key: string; readonly id: string } | null;
  readonly problems?: readonly { readonly message: string }[];
}

export interface PlanInterference extends Spot {
  readonly said: readonly { readonly package: string; readonly value: Json; readonly shown: string }[];
  readonly answer: { readonly from: string } | { readonly value: Json } | null;
}

/** What this system says otherwise than what a promoted package brought last. */
export interface OwnDifference {
  readonly about: 'layer' | 'record' | 'field' | 'value';
  /** In words; null: it is told by the message alone. */
  readonly here: string | null;
  readonly there: string | null;
  readonly message: string;
}

export interface PlanDifference {
  readonly package: string;
  readonly rule: string;
  readonly grade: 'breaking' | 'additive' | 'cosmetic';
  readonly form: string | null;
  readonly label: Label | null;
  readonly records: number | null;
  readonly message: string;
}

export interface PlanMove {
  readonly to: string;
  readonly records: number | null;
  readonly what: string;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface ChangedCase {
  readonly id: string;
  readonly package: string;
  readonly file: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string;
  readonly expected: Json;
  readonly actual: Json;
  readonly problems: readonly { readonly message: string }[];
}

interface Winner {
  readonly id: string;
  readonly number?: string;
  readonly name?: string;
}

export interface PlanMatches {
  readonly form: string;
  readonly about: string;
  readonly looked: number;
  readonly changed: readonly {
    readonly document: { readonly id: string; readonly number?: string };
    readonly from: Winner | null;
    readonly to: Winner | null;
  }[];
  /** How many more there are that one may not see. */
  readonly withheld: number;
  readonly why?: string;
}

export interface InstallPlan {
  /** Null: something is open. */
  readonly hash: string | null;
  readonly open: Readonly<
    Record<'questions' | 'interference' | 'errors' | 'cases' | 'requirements', number>
  > & {
    readonly rehearsal?: number;
  };
  readonly summary: {
    readonly lost: number;
    readonly questions: number;
    readonly rows: number;
    readonly stricter: number;
    readonly tables: number;
    readonly differences: number;
    readonly own?: number;
    readonly cases: { readonly passed: number; readonly failed: number; readonly newlyFailing: number };
  };
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly from: string | null;
    readonly action: string;
    readonly label: Label | null;
    readonly signed: { readonly key: string; readonly whole: boolean } | null;
  }[];
  readonly requirements: readonly { readonly package: string; readonly message: string }[];
  readonly own?: readonly OwnDifference[];
  /** What only becomes another package’s. */
  readonly moves?: readonly PlanMove[];
  readonly differences: readonly PlanDifference[];
  readonly questions: readonly PlanQuestion[];
  readonly interference: readonly PlanInterference[];
  readonly notices: readonly { readonly code: string; readonly message: string }[];
  readonly issues: readonly PlanIssue[];
  readonly changes: readonly TableChange[];
  readonly hidden: readonly string[];
  readonly offers: readonly Offer[];
  readonly records: {
    readonly created: number;
    readonly changed: number;
    readonly issues: readonly PlanIssue[];
    readonly customised?: readonly {
      readonly package: string;
      readonly form: string;
      readonly key: string;
      readonly fields: readonly string[];
    }[];
    readonly dropped?: readonly {
      readonly form: string;
      readonly key: string;
      readonly outcome: 'taken' | 'kept';
      readonly why: string | null;
    }[];
  } | null;
  readonly cases: {
    readonly over: 'records' | 'packages';
    readonly before: Counts;
    readonly after: Counts;
    readonly changed: readonly ChangedCase[];
    /** Those that come to another end and that one may not see. */
    readonly withheld: number;
    readonly accepted: string | null;
  } | null;
  readonly matches: readonly PlanMatches[];
  readonly rehearsal?: { readonly state: string; readonly job: string | null } | null;
  /** Of a package that was exported elsewhere: secrets that were not carried, to be given here. */
  readonly secrets?: readonly {
    readonly id: string;
    readonly label: Label | null;
    readonly message: string;
  }[];
}

/** What somebody has to answer for by a package's name before it is installed: its signature, or a lower version. */
export type AnsweredFor = 'accept' | 'downgrade';

/** By what somebody answers for an issue, where he can. */
export function answeredBy({ code }: PlanIssue): AnsweredFor | undefined {
  if (code.startsWith('signature-')) return 'accept';
  return code === 'version-lower' || code === 'version-lowered' ? 'downgrade' : undefined;
}
