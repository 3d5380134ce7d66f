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
