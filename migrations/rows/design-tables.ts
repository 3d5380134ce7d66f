/** A design, without its steps. */
export interface DesignRow {
  readonly id: string;
  readonly name: string;
  /** Package that its steps write where they do not say which. */
  readonly layer: string;
  readonly shared: 0 | 1;
  readonly by_id: string;
  readonly by_name: string;
  /** Revision of the model it began on. */
  readonly base: number;
  readonly state: 'open' | 'proposed' | 'approved' | 'scheduled' | 'published' | 'discarded';
  readonly created_at: number;
  readonly modified_at: number;
  /** JSON: who proposed and approved it, when it is due, why it failed. */
  readonly details: string;
}

/** A line of its log. */
export interface DesignEntryRow {
  readonly design: string;
  readonly n: number;
  readonly by_id: string;
  readonly by_name: string;
  readonly at: number;
  /** JSON of what was done. */
  readonly content: string;
}

/** Who had it open last, and at what. */
export interface DesignPresentRow {
  readonly design: string;
  readonly by_id: string;
  readonly by_name: string;
  readonly place: string;
  readonly at: number;
}

export interface DesignTables {
  readonly gj_design: DesignRow;
  readonly gj_design_entry: DesignEntryRow;
  readonly gj_design_present: DesignPresentRow;
}
