/** What a commit is, beside a run of writes. */
export interface CommitCause {
  /** Id of the change set that it publishes. */
  readonly changeSet?: string;
  /** Whether it puts other definitions into service. Default: no. */
  readonly isPublish?: true;
}
