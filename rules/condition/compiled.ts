import type { Pattern } from '../../metadata/common/pattern.ts';
import type { Condition, OperatorName, Over } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import type { Fact, Line, Scope } from './scope.ts';
import type { Single } from './value.ts';

/** A condition whose every word was checked against a scope. Frozen, so it can be shared and kept. */
export interface Compiled {
  /** A frozen copy of what was compiled. */
  readonly condition: Condition;
  readonly node: Node;
  readonly scope: Scope;
  /** Every fact it asks for, once each. */
  readonly facts: readonly Fact[];
}

export type Node =
  | { readonly type: 'all'; readonly nodes: readonly Node[] }
  | { readonly type: 'any'; readonly nodes: readonly Node[] }
  | { readonly type: 'not'; readonly node: Node }
  | Some
  | Leaf;

/** Some one line is as `node` says; facts on that line have `line` for their root. */
export interface Some {
  readonly type: 'some';
  /** JSON Pointer to it in the condition. */
  readonly pointer: string;
  /** The entries. */
  readonly fact: Fact;
  readonly line: Line;
  readonly node: Node;
}

export interface Leaf {
  readonly type: 'leaf';
  /** JSON Pointer to it in the condition. */
  readonly pointer: string;
  readonly fact: Fact;
  /** Given for facts on lines only. */
  readonly over?: Over;
  readonly operator: OperatorName;
  /** The comparison of the operator: the fact's own, or number for count and sum. */
  readonly comparison: Comparison;
  readonly operand: Operand;
}

/** A leaf and whether it is wanted to hold. */
export interface Literal {
  readonly leaf: Leaf;
  readonly holds: boolean;
}

/** A part of a condition and whether it is wanted to hold. */
export interface Wanted {
  readonly node: Node;
  readonly holds: boolean;
}

export type Operand =
  /** As many as the operator takes: none for isEmpty, two for between, one or more for in. */
  | { readonly values: readonly Single[] }
  | { readonly fact: Fact }
  | { readonly values: readonly [string]; readonly pattern: Pattern };
