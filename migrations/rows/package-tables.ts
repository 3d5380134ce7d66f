/** A piece of a package as it was packed. */
export interface PackedRow {
  readonly package: string;
  /** Of what its files say. */
  readonly hash: string;
  readonly seq: number;
  readonly content: Uint8Array;
}

/** Records and values as a package brought them here last. */
export interface PromotedRow {
  readonly package: string;
  /** JSON of its files. */
  readonly content: string;
}

/** A public key whose packages are believed, until it is revoked. */
export interface TrustedKeyRow {
  readonly id: string;
  readonly public_key: string;
  /** Whose it is. */
  readonly label: string;
  readonly added_at: number;
  readonly added_by: string;
  readonly revoked_at: number | null;
  readonly revoked_by: string | null;
}

/** A column that a publish replaced by another one, as which its path is kept since. */
export interface ReshapeRow {
  readonly revision: number;
  readonly path: string;
  /** Of the column that was replaced. */
  readonly column_name: string;
  /** JSON: what that column kept, and what the one in its place keeps. */
  readonly was: string;
  readonly became: string;
}

/** A value that says something else, or nothing, in the column that replaced another one. */
export interface ReplacedRow {
  readonly path: string;
  readonly column_name: string;
  readonly row_id: string;
  readonly form: string;
  readonly record: string;
  /** JSON. */
  readonly was: string;
  readonly became: string;
}
