import type { Problem } from '../../../../metadata/common/issue.ts';
import { asPem, certificateProblems } from '../../../common/saml/certificates.ts';
import { readMetadata } from '../../../common/saml/read-metadata.ts';
import type { Stored } from '../record/stored.ts';
import type { Step } from '../save/parts.ts';

/**
 * Reads the metadata that was pasted into the fields that say the same one by one, and keeps no more of it: what is said
 * of a provider stands in one place. Metadata that cannot be used stays, and is told by `providerProblems`.
 */
export function readInMetadata(next: Stored): void {
  const text = pastedIn(next);
  const read = text === '' ? null : readMetadata(text);
  if (!read?.ok) return;
  const { entityId, address, certificates } = read.metadata;
  Object.assign(next, {
    metadata: null,
    entityId,
    signInAddress: address,
    certificates: asPem(certificates),
  });
}

export function providerProblems({
  call,
  before,
  next,
}: Step & { readonly next: Stored }): readonly Problem[] {
  const read = pastedIn(next) === '' ? null : readMetadata(pastedIn(next));
  if (read && !read.ok) return [{ path: '/metadata', ...read.flaw }];
  const certificates = textIn(next, 'certificates');
  if (next['protocol'] !== 'saml' || certificates === textIn(before, 'certificates')) return [];
  return certificateProblems('/certificates', certificates, Date.parse(call.now.instant));
}

function pastedIn(next: Stored): string {
  return next['protocol'] === 'saml' ? textIn(next, 'metadata').trim() : '';
}

function textIn(stored: Stored | null, field: string): string {
  const value = stored?.[field];
  return typeof value === 'string' ? value : '';
}
