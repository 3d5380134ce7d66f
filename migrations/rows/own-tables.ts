/** Rows of what people keep for themselves, and of what they say of what needs them. */

/** What one person prefers, under a name. */
export interface PreferenceRow {
  readonly user_id: string;
  readonly name: string;
  /** JSON. */
  readonly content: string;
  readonly at: number;
}

/** What one person said of an item of the inbox. */
export interface InboxMarkRow {
  readonly user_id: string;
  readonly item: string;
  /** The version that was done; null: it is open. */
  readonly done_version: string | null;
  /** Null: it is in sight. */
  readonly snoozed_until: number | null;
  readonly at: number;
}

/** Who takes care of an item of the inbox, for everybody. */
export interface InboxAssignmentRow {
  readonly item: string;
  readonly assignee: string;
  readonly assigned_by: string;
  readonly at: number;
}

export interface OwnTables {
  readonly gj_preference: PreferenceRow;
  readonly gj_inbox_mark: InboxMarkRow;
  readonly gj_inbox_assignment: InboxAssignmentRow;
}
