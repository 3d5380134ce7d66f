import type { Json } from './json.ts';

/**
 * A mistake in metadata as a value: identity is `code` and `params`, the sentence is rendered later
 * in the reader's language from `messages`. All of them are collected; none throws.
 */
export type Issue = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Id of the form it is about, where it is about one that compiled. */
  readonly form?: string;
  /** Package and file it stands in, as far as known. */
  readonly package?: string;
  readonly file?: string;
  /** JSON Pointer inside the file. */
  readonly pointer: string;
  readonly params: Readonly<Record<string, Json>>;
};

/** A mistake in a record or a call: the same, with a pointer into the body that was sent. */
export type Problem = {
  readonly path: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, Json>>;
  /** A sentence the metadata itself brought (a check's message), instead of one by code. */
  readonly message?: { readonly zh: string; readonly en: string };
  /** Warnings are answered beside the result and stop nothing. Default: error. */
  readonly severity?: 'error' | 'warning';
};

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
