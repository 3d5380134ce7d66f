/** The revisions of a record around a write: `before` null: it was made; `after` null: it is gone. */
export interface RecordChange extends FormerState {
  readonly record: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What versions of a record say beside its values, where that became another. */
export interface FormerState {
  readonly enabled?: boolean;
  readonly sharing?: string;
}

/** So many records of an import are taken back together: its job remembers each of them. */
export const mostTakenBack = 500;
