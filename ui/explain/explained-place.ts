/** Of which one asks who said what: a place of a form (`fields/rate`; empty: the form itself), or a parameter (`pdf/timeout`). */
export type ExplainedPlace =
  | { readonly form: string; readonly place: string }
  | { readonly param: string; readonly scope?: 'system' };

declare global {
  interface HTMLElementEventMap {
    /** Wherever a label is shown to whoever designs: it is told who said what of it. */
    explain: CustomEvent<ExplainedPlace>;
  }
}
