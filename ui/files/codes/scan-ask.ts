export interface ScanAsk {
  /** What is scanned. */
  readonly label: string;
  /** Says why a text is no value; null: it is one. */
  wrong(text: string): string | null;
}
