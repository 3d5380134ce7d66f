import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { isDataFile, signatureFile } from '../../../metadata/model/source-files.ts';
import { readTarball } from '../tarball/read-tarball.ts';
import { isPackageFile } from './package-contents.ts';
import { type PackageFiles, takeFile, takeText } from './read-folder.ts';
import { type Signed, signatureOf } from './signature.ts';

interface PackedFiles extends PackageFiles {
  readonly packed: Uint8Array;
  /** Absent: nobody signed it. */
  readonly signed?: Signed;
}

/** A package as somebody packed it; whatever could be run, or is none of a package, is told and left out. */
export async function readPackageTarball(bytes: Uint8Array): Promise<PackedFiles> {
  const { files: packed, faults } = await readTarball(bytes);
  const files = new Map<string, Json>();
  const issues: Issue[] = faults.map(({ code, file, params }) => ({
    code,
    severity: 'error',
    file,
    pointer: '',
    params: { file, ...params },
  }));
  for (const [file, content] of packed) {
    if (isDataFile(file)) files.set(file, Buffer.from(content).toString('base64'));
    else if (file.endsWith('.json')) takeFile(file, new TextDecoder().decode(content), { files, issues });
    else if (isPackageFile(file)) takeText(file, content, { files, issues });
    else issues.push({ code: 'tarball-stray', severity: 'error', file, pointer: '', params: { file } });
  }
  const signed = signatureOf(packed, files.get(signatureFile));
  return { files, issues, packed: bytes, ...(signed && { signed }) };
}
