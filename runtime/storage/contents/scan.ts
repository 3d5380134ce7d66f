import type { Problem } from '../../../metadata/common/issue.ts';

/** The judgement of a scanner; `too-large`: it takes no content of that size. */
export type Scanned =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'harmful'; readonly name: string }
  | { readonly verdict: 'too-large' };

/** Looks for viruses in a content; refuses while it cannot, so that the content is held back until it is judged. */
export type Scan = (read: () => AsyncIterable<Uint8Array>) => Promise<Scanned>;

/** Why a scanner lets a content not pass. Null: it does, or nobody looks. */
export async function infectionOf(
  scan: Scan | undefined,
  read: () => AsyncIterable<Uint8Array>,
  name: string,
): Promise<Omit<Problem, 'path'> | null> {
  const found = await scan?.(read);
  if (!found || found.verdict === 'clean') return null;
  if (found.verdict === 'too-large') return { code: 'file-not-scanned', params: { name } };
  return { code: 'file-infected', params: { name, found: found.name } };
}
