import type { Issue } from '../../../metadata/common/issue.ts';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import { signatureFile } from '../../../metadata/model/source-files.ts';
import type { TrustedKeyRow } from '../../../migrations/rows/package-tables.ts';
import type { Installed } from '../packages/package-store.ts';
import { keyId, signedWith } from '../packages/signature.ts';

interface Beside {
  readonly before: readonly Installed[];
  readonly trusted: readonly TrustedKeyRow[];
  /** Packages that somebody answers for himself, whatever their signature is. */
  readonly accepted: ReadonlySet<string>;
  /** Packages that somebody wants in a lower version than the installed one. */
  readonly lowered: ReadonlySet<string>;
}

/**
 * Finds doubts about where packages come from, and versions below the installed ones: an error, and a warning where
 * somebody took it upon himself. A package that was never signed needs no signature; one whose publisher is known keeps
 * his key.
 */
export function judgeSignatures(fresh: readonly Installed[], beside: Beside): readonly Issue[] {
  return fresh.flatMap((next) => {
    const known = beside.before.find(({ name }) => name === next.name);
    const code = doubtOf(next, known, beside.trusted);
    return [
      ...(code === undefined
        ? []
        : [issue(next, code, beside.accepted.has(next.name) ? 'warning' : 'error')]),
      ...(known && isNewerVersion(known.version, next.version)
        ? [lower(next, known, beside.lowered.has(next.name))]
        : []),
    ];
  });
}

function doubtOf(
  { signed }: Installed,
  known: Installed | undefined,
  trusted: readonly TrustedKeyRow[],
): string | undefined {
  const publisher = known && signedWith(known);
  if (!signed) return publisher === undefined ? undefined : 'signature-missing';
  if (!signed.isWhole) return 'signature-broken';
  const row = trusted.find(({ public_key }) => public_key === signed.key);
  if (row && row.revoked_at !== null) return 'signature-revoked';
  if (publisher !== undefined && publisher !== signed.key) return 'signature-other-key';
  return row ? undefined : 'signature-unknown';
}

function issue({ name, version, signed }: Installed, code: string, severity: Issue['severity']): Issue {
  const params = { name, version, key: keyId(signed?.key ?? '') ?? '—', publicKey: signed?.key ?? '' };
  return { code, severity, package: name, file: signatureFile, pointer: '', params };
}

function lower({ name, version }: Installed, known: Installed, isMeant: boolean): Issue {
  const params = { name, version, installed: known.version };
  return {
    code: isMeant ? 'version-lowered' : 'version-lower',
    severity: isMeant ? 'warning' : 'error',
    package: name,
    file: 'package.json',
    pointer: '/version',
    params,
  };
}
