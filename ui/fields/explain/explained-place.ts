/**
 * Of which one asks who said what: a place of a form (`fields/rate`; empty: the form itself), or a parameter
 * (`pdf/timeout`).
 */
export type ExplainedPlace =
  | { readonly form: string; readonly place: string }
  | { readonly param: string; readonly scope?: 'system' };

/**
 * Holds the place about which a designer asks which layers stated it; labels ask here, and the shell shows the answer.
 * Tells `change`.
 */
class Explaining extends EventTarget {
  /** Null: nobody asks. */
  place: ExplainedPlace | null = null;

  ask(place: ExplainedPlace | null): void {
    this.place = place;
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page. */
export const explaining = new Explaining();
