/** The audit trail, and what seals it. */
export interface AuditTables {
  readonly gj_audit: AuditRow;
  readonly gj_audit_link: AuditLinkRow;
  readonly gj_audit_forward: AuditForwardRow;
}

interface AuditRow {
  readonly id: string;
  readonly at: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly org: string | null;
  /** JSON. */
  readonly detail: string | null;
  /** Number of the link that seals it; null: none does yet. */
  readonly link: number | null;
}

/** A link of the chain that entries of the trail are sealed by. */
interface AuditLinkRow {
  readonly number: number;
  /** Digest of the link before, in hex; of the first it is empty. */
  readonly former: string;
  /** SHA-256, in hex, of all the rest. */
  readonly digest: string;
  /** By the clock of the database. */
  readonly linked_at: number;
  /** The latest moment of an entry in it. */
  readonly newest_at: number;
  /** A line an entry, in their order: its id, its moment, and its digest. */
  readonly content: string;
}

/** How far entries were forwarded. */
interface AuditForwardRow {
  readonly name: 'audit';
  /** The newest link of which all entries arrived. */
  readonly link: number;
  /** When something last arrived, and since when nothing does; null: never, and it does. */
  readonly arrived_at: number | null;
  readonly failing_since: number | null;
  /** Why nothing arrives, in the words of the system. */
  readonly reason: string | null;
}
