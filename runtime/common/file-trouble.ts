import type { Json } from '../../metadata/common/json.ts';

interface FileTrouble {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

/** Our codes by those of the system. */
const codes: Readonly<Record<string, string>> = {
  ENOENT: 'file-missing',
  EACCES: 'file-denied',
  EPERM: 'file-denied',
  EROFS: 'file-denied',
  EISDIR: 'file-is-folder',
  ENOTDIR: 'file-in-the-way',
  EEXIST: 'file-in-the-way',
  ENOSPC: 'file-disk-full',
  EDQUOT: 'file-disk-full',
};

/**
 * Tells why a file or folder cannot be used, to be said by code; undefined for what no file system complains of. Not
 * every complaint names its file: whoever knows it says so.
 */
export function fileTrouble(error: unknown, used?: string): FileTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path: file = used, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  // The writer of an open file is not told its name, and a full disk is a full disk.
  if (file === undefined)
    return isFull(code) ? { code: 'storage-full', params: { reason: code } } : undefined;
  // What is not there is no file, but the place for a folder.
  const known = syscall === 'mkdir' && code === 'ENOENT' ? 'folder-not-made' : codes[code];
  return { code: known ?? 'file-trouble', params: { file, reason: code } };
}

function isFull(code: string): boolean {
  return codes[code] === 'file-disk-full';
}
