import type { Issue } from '../../metadata/issue.ts';
import type { JsonObject } from '../../metadata/json.ts';
import { deepFreeze } from '../../metadata/model/freeze.ts';
import { localPackage } from '../../metadata/model/order.ts';
import { readSourceFiles } from '../../metadata/model/source-files.ts';
import type { Installed } from '../packages/package-store.ts';
import { readPackageTarball } from '../packages/read-package-tarball.ts';
import { installedFrom } from '../publish/publisher.ts';
import { refusal } from '../refusal.ts';

/** A package as somebody sends it: its JSON files by path, or the bytes of a tarball in base64. */
export type GivenPackage = { readonly files: JsonObject } | { readonly tarball: string };

const unreadable = refusal('package-unreadable', 422);
const reserved = refusal('package-name-reserved', 422);

/** Packages as they were sent, or a refusal with everything that keeps them from being read. */
export async function readGiven(sent: readonly GivenPackage[]): Promise<readonly Installed[]> {
  const read: Installed[] = [];
  const issues: Issue[] = [];
  for (const [at, one] of sent.entries()) {
    const found = 'files' in one ? fromFiles(one.files) : await fromTarball(one.tarball);
    // Of what cannot be unpacked nothing more is said.
    const own = found.issues.length > 0 ? found.issues : readSourceFiles(found.installed.files).issues;
    issues.push(
      ...own
        .filter(({ severity }) => severity === 'error')
        .map((issue) => ({ ...issue, package: issue.package ?? `packages/${at}` })),
    );
    read.push(found.installed);
  }
  return readable(read, issues);
}

/** The same of packages that were read elsewhere: from folders. */
export function readable(read: readonly Installed[], issues: readonly Issue[]): readonly Installed[] {
  if (issues.length > 0)
    throw unreadable(
      { count: issues.length },
      issues.map(({ package: owner, file, pointer, code, params, severity }) => ({
        path: `${[owner, file].filter(Boolean).join('/')}#${pointer}`,
        ...{ code, params, severity },
      })),
    );
  if (read.some(({ name }) => name === localPackage)) throw reserved({ name: localPackage });
  for (const { files } of read) for (const content of files.values()) deepFreeze(content);
  return read;
}

function fromFiles(files: JsonObject): ReadPackage {
  return { installed: installedFrom(new Map(Object.entries(files))), issues: [] };
}

async function fromTarball(text: string): Promise<ReadPackage> {
  const { files, issues, signed } = await readPackageTarball(Buffer.from(text, 'base64'));
  return { installed: { ...installedFrom(files), ...(signed && { signed }) }, issues };
}

interface ReadPackage {
  readonly installed: Installed;
  readonly issues: readonly Issue[];
}
