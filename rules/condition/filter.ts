import type { Comparison, Field, JsonPart, MarkedPart } from '../../metadata/field.ts';
import type { SystemMember } from '../../metadata/system-members.ts';

/**
 * The part of a condition a database can judge, in no dialect. `toFilter` makes it, the store turns it
 * into SQL. Everything of the call and of a record at hand (`$today`, `parent.x` in an options filter) is
 * already a literal here, so facts are only of the records that are looked for.
 *
 * **Two truth values.** Every node is true or false, never unknown: `not` of a false node is true. In SQL:
 * a leaf must not yield NULL (`x IS NOT NULL AND x = ?`, or `COALESCE(x = ?, 0)`), or `NOT (x = 'x')` skips
 * the rows where x is NULL.
 *
 * **Empty** is: no value (NULL), the empty text, the empty list, a reference to nothing. A `compare` is
 * false when its fact is empty, and false when its operand is a fact that is empty. The negative operators
 * do not occur: `notEqual`, `notIn`, `notContains` are `not` of their positive twin and so true of empty
 * ones, as design §6 wants.
 */
export type FilterNode =
  /** No nodes: true. */
  | { readonly type: 'all'; readonly nodes: readonly FilterNode[] }
  /** No nodes: false. */
  | { readonly type: 'any'; readonly nodes: readonly FilterNode[] }
  | { readonly type: 'not'; readonly node: FilterNode }
  | { readonly type: 'constant'; readonly value: boolean }
  | { readonly type: 'empty'; readonly fact: FilterFact }
  | FilterCompare
  | FilterLines;

export interface FilterCompare {
  readonly type: 'compare';
  readonly fact: FilterFact;
  readonly operator: FilterOperator;
  /** `in` has `values`; every other operator has `value` or `fact`. */
  readonly operand: FilterOperand;
}

/**
 * equal, in: same value (text by code point, unpadded, case counts; decimals and times by value).
 * contains: on text a substring; on a list (`fact.comparison === 'list'`) one of its elements equals.
 * startsWith, endsWith: text only. The four orders: text by code point, `false` before `true`.
 */
export type FilterOperator =
  | 'equal'
  | 'in'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'lessThan'
  | 'lessThanOrEqual'
  | 'greaterThan'
  | 'greaterThanOrEqual';

/** Literals are stored values (metadata/kinds/common/kind.ts, Column): decimals canonical strings, datetimes UTC. */
export type FilterValue = string | boolean;
export type FilterOperand =
  | { readonly value: FilterValue }
  /** Never empty, no value twice. */
  | { readonly values: readonly FilterValue[] }
  /** Of the same comparison as the fact; for references both are compared by id. */
  | { readonly fact: FilterFact };

/** A column of the record, of a row (below `lines`), or of the record a reference points at. */
export interface FilterFact {
  /** As the condition wrote it, by ids: for messages only. */
  readonly path: string;
  /** `row` only below a `lines` node. */
  readonly on: 'record' | 'row';
  /** The reference to go through first: then `member` is of the record it points at (`via.target`). */
  readonly via?: Field;
  readonly member: FilterMember;
  /** The part of the column that is meant. Default: all of it. */
  readonly part?: JsonPart | MarkedPart;
  readonly comparison: Comparison;
  /**
   * References, and lists of them: whether the operand is a record's id or its number (the field `number` of
   * the form pointed at). Numbers are compared as text, with the number today. An `empty` node has none.
   */
  readonly by?: 'id' | 'number';
  /** By number, of a reference to one of several forms: the form whose number it is. */
  readonly form?: string;
}

export type FilterMember =
  | { readonly field: Field }
  /** A member every record has, whatever its form; org, createdBy and modifiedBy point at the platform's own forms. */
  | { readonly system: SystemMember };

/**
 * `any`: some row satisfies `node`; `every`: no row fails it (so true without rows):
 * EXISTS (… AND node) and NOT EXISTS (… AND NOT node).
 */
export interface FilterLines {
  readonly type: 'lines';
  /** The entries field, or entries and sub-entries. */
  readonly entries: readonly Field[];
  readonly over: 'any' | 'every';
  /** Facts on `row` are of the innermost entries. Holds no `lines` itself. */
  readonly node: FilterNode;
}
