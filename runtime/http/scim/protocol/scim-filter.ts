/** A filter of RFC 7644, section 3.4.2.2, as a tree. */
export type ScimFilter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly ScimFilter[] }
  | { readonly op: 'not'; readonly filter: ScimFilter }
  | { readonly op: 'pr'; readonly path: ScimPath }
  | Comparison
  /** `emails[type eq "work"]`: one of the values fits the filter, whose paths begin at the value. */
  | { readonly op: 'some'; readonly path: ScimPath; readonly filter: ScimFilter };

export interface Comparison {
  readonly op: Comparing;
  readonly path: ScimPath;
  readonly value: ScimLiteral;
}

export const comparing = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparing = (typeof comparing)[number];
export type ScimLiteral = string | number | boolean | null;

/** `urn:…:User:name.familyName`, as it was written. */
export interface ScimPath {
  /** Null: the schema of the resource itself. */
  readonly schema: string | null;
  /** The attribute and one below it; of a schema that is named alone, its last word. */
  readonly names: readonly string[];
}

/** The target of an operation of a PATCH: `emails[type eq "work"].value`. */
export interface PatchPath extends ScimPath {
  /** Chooses among several values. Default: all. */
  readonly filter?: ScimFilter;
}
