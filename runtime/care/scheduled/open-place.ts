import type { BackupPlan } from '../../config/backup-plan.ts';
import type { ArchivePlace } from './archive-place.ts';
import { openBucketPlace } from './bucket-place.ts';
import { openFolderPlace } from './folder-place.ts';

/** `scratch`: a folder for files that are needed for a while. */
export function openArchivePlace(place: BackupPlan['place'], scratch: string): ArchivePlace {
  return 'folder' in place ? openFolderPlace(place.folder) : openBucketPlace(place.bucket, scratch);
}
