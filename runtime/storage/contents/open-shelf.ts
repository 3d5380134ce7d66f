import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { openFolderShelf } from './folder-shelf.ts';
import { openS3Shelf } from './s3-shelf.ts';
import type { Shelf } from './shelf.ts';

/** The shelf that the configuration names: a bucket, or a folder beside the rest of the data. */
export function openShelf({ home, files }: Pick<Config, 'home' | 'files'>): Shelf {
  if (!files) return openFolderShelf(join(home, 'files'));
  // The address is the operator's own, and leads nowhere else.
  return openS3Shelf({ ...files, fetch: (request) => fetch(request, { redirect: 'error' }) });
}
