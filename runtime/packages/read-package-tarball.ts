import type { Issue } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import { readTarball } from '../tarball/read-tarball.ts';
import { isPackageFile } from './package-contents.ts';
import { type PackageFiles, takeFile } from './read-folder.ts';

/** A package as somebody packed it; whatever could be run, or is none of a package, is told and left out. */
export async function readPackageTarball(bytes: Uint8Array): Promise<PackageFiles> {
  const { files: packed, faults } = await readTarball(bytes);
  const files = new Map<string, Json>();
  const issues: Issue[] = faults.map(({ code, file, params }) => ({
    ...{ code, severity: 'error', file, pointer: '' },
    params: { file, ...params },
  }));
  for (const [file, content] of packed) {
    if (file.endsWith('.json')) takeFile(file, new TextDecoder().decode(content), { files, issues });
    else if (!isPackageFile(file))
      issues.push({ code: 'tarball-stray', severity: 'error', file, pointer: '', params: { file } });
  }
  return { files, issues };
}
