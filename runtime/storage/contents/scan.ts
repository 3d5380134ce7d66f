/** The judgement of a scanner; `too-large`: it takes no content of that size. */
export type Scanned =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'harmful'; readonly name: string }
  | { readonly verdict: 'too-large' };

/** Looks for viruses in a content; refuses while it cannot, so that the content is held back until it is judged. */
export type Scan = (read: () => AsyncIterable<Uint8Array>) => Promise<Scanned>;
