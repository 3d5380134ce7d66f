import type { Json, JsonObject } from '../../metadata/common/json.ts';

/** A rule as an answer names it. */
export interface RuleHead {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: { readonly id: string; readonly number: string | null; readonly name: string | null };
  readonly sharing?: string;
  /** Where rows match: which one of the record. */
  readonly row?: { readonly id: string; readonly seq: number };
  readonly personalised?: boolean;
}

export interface PlacedRule extends RuleHead {
  readonly place: number | null;
}

export interface LeafAnswer {
  readonly pointer: string;
  readonly label: string;
  readonly sentence: string;
  readonly expected: string;
  readonly actual?: string;
}

/** The verdict on a part of a rule's condition, in its shape. */
export interface VerdictAnswer extends Partial<LeafAnswer> {
  readonly type: 'all' | 'any' | 'not' | 'some' | 'leaf';
  readonly holds: boolean;
  readonly nodes?: readonly VerdictAnswer[];
  /** Of `some`: the row that is told of, from 1; null: there are none. */
  readonly row?: number | null;
}

/** How a rule did. */
export interface RuleVerdict extends PlacedRule {
  readonly won: boolean;
  readonly code: string;
  readonly reason: string;
  readonly failed?: LeafAnswer;
  readonly condition?: VerdictAnswer;
  /** Whom it says it is for. */
  readonly for?: readonly AimAnswer[];
}

/** A field by which a rule says whom it is for. */
export interface AimAnswer {
  readonly label: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly actual: string;
}

export interface FunnelStep {
  readonly step: string;
  readonly label: string;
  readonly facts?: readonly string[];
  readonly left: number;
}

export interface MatchAnswer {
  readonly winner: PlacedRule | null;
  readonly result: JsonObject | null;
  /** Rules whose conditions can no longer be judged. */
  readonly unjudged?: number;
  readonly trace?: {
    readonly funnel: readonly FunnelStep[];
    readonly rules: readonly RuleVerdict[];
    readonly more?: number;
    /** There are more than one answer tells: ask again from here. */
    readonly next?: string;
  };
}

export interface BatchItem {
  readonly index: number;
  readonly status: number;
  readonly winner?: PlacedRule | null;
  readonly result?: JsonObject | null;
  readonly problem?: {
    readonly detail?: string;
    readonly errors?: readonly { readonly path: string; readonly message: string }[];
  };
}

/** Facts for which no rule holds, by what they have in common. */
export interface Gaps {
  /** How many rules take part. */
  readonly rules: number;
  readonly items: readonly Gap[];
  /** There may be others. */
  readonly more: boolean;
  readonly looked: readonly FactLabel[];
  readonly unlooked: readonly (FactLabel & { readonly reason: string })[];
}
export interface Gap {
  readonly sentence: string;
  /** Some of them. */
  readonly facts: JsonObject;
  /** What has to be asked with them. */
  readonly ask?: JsonObject;
  /** Rules that ask these may hold for some. */
  readonly depends?: readonly FactLabel[];
}
interface FactLabel {
  readonly fact: string;
  readonly label: string;
}

export interface Coverage {
  readonly facts: number;
  readonly unmatched: readonly FactNamed[];
  readonly skipped?: readonly FactNamed[];
  readonly rules: readonly CoveredRule[];
  readonly neverWon: readonly RuleHead[];
  /** Of so many rules, last in precedence, there was no room to tell. */
  readonly more?: number;
}
export interface FactNamed {
  readonly index: number;
  readonly id?: string;
  readonly number?: Json;
}
export interface CoveredRule extends RuleHead {
  readonly won: number;
  readonly lostTo: readonly (RuleHead & { readonly count: number })[];
}

/** What people call a rule. */
export function ruleName({ number, name, id, row }: RuleHead): string {
  const said = [number, name].filter((part) => part !== null && part !== '');
  const text = said.length === 0 ? id : [...new Set(said)].join(' ');
  return row ? `${text} #${row.seq}` : text;
}
