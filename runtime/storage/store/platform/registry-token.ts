import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Stored } from '../record/stored.ts';

interface Change {
  readonly before: Stored | null;
  readonly next: Stored;
}

/**
 * A token was given to one registry: whoever names another gives its token anew, so that none is sent where it is not
 * meant to go.
 */
export function registryProblems({ before, next }: Change): readonly Problem[] {
  const token = next['registryToken'] ?? null;
  const isSent = token !== null && (next['registry'] ?? null) !== null;
  if (!isSent || token !== before?.['registryToken'] || next['registry'] === before['registry']) return [];
  return [{ path: '/registryToken', code: 'registry-token-again' }];
}
