/** A bucket in which files are kept, as whoever runs the server says it. */
export interface FilesPlace {
  /** Address of the bucket, and a folder in it if there is one. */
  readonly address: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

interface Given {
  readonly GUIJU_FILES?: string | undefined;
  readonly GUIJU_FILES_KEY?: string | undefined;
  readonly GUIJU_FILES_SECRET?: string | undefined;
}

/**
 * `https://s3.example.com/guiju?region=cn-north-1` with its key and secret; null: some of it is wrong or missing,
 * undefined: nothing is said.
 */
export function readFilesPlace(given: Given): FilesPlace | null | undefined {
  const { GUIJU_FILES: url, GUIJU_FILES_KEY: keyId, GUIJU_FILES_SECRET: secret } = given;
  if (url === undefined) return keyId === undefined && secret === undefined ? undefined : null;
  if (!keyId || !secret || !/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  const read = new URL(url);
  const region = read.searchParams.get('region') ?? 'us-east-1';
  read.searchParams.delete('region');
  const bucket = read.pathname.replace(/\/+$/, '');
  if (read.search + read.hash !== '' || bucket === '') return null;
  return { address: `${read.origin}${bucket}`, region, keyId, secret };
}
