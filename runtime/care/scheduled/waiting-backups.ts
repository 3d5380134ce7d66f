import { isObject } from '../../../metadata/common/json.ts';
import { textOf } from '../../../metadata/common/read.ts';
import type { InboxSource, Said, Waiting } from '../../work/inbox/inbox-source.ts';
import type { BackupEntry } from './backup-log.ts';
import type { BackupState, Backups } from './create-backups.ts';

const page = '/health';

/** Backups that failed, are late or could not be restored, for administrators, until another one is good. */
export function waitingBackups({ state }: Pick<Backups, 'state'>): InboxSource {
  return {
    name: 'backup',
    label: { code: 'inbox-of-backups' },
    async ask({ rights }) {
      const found = rights.administers ? await state() : null;
      return found ? [...unmade(found), ...unfit(found)] : [];
    },
  };
}

/** One that is late because it fails is told once. */
function unmade({ isLate, log: { made, failed } }: BackupState): readonly Waiting[] {
  if (!isLate && !failed) return [];
  const why: Said | undefined = failed ? reasonOf(failed) : { code: 'inbox-backup-late-why' };
  return [
    {
      key: 'made',
      kind: 'failure',
      title: { code: isLate ? 'inbox-backup-late' : 'inbox-backup-failed' },
      reason: why,
      path: page,
      remedy: { label: { code: 'inbox-backup-look' }, path: page },
      since: made ? new Date(made.at).toISOString() : null,
      // The same trouble is the same item, however often it is tried again.
      version: [isLate, failed ? textOf(failed.detail['code']) : '', made?.id ?? ''].join(' '),
    },
  ];
}

function unfit({ isUnfit, log }: BackupState): readonly Waiting[] {
  if (!isUnfit || !log.unfit) return [];
  const { archive, at } = log.unfit;
  return [
    {
      key: 'trial',
      kind: 'failure',
      title: { code: 'inbox-backup-unfit', params: { archive } },
      reason: reasonOf(log.unfit),
      path: page,
      remedy: { label: { code: 'inbox-backup-look' }, path: page },
      since: new Date(at).toISOString(),
      version: archive,
    },
  ];
}

function reasonOf({ detail }: BackupEntry): Said {
  const { params } = detail;
  return { code: textOf(detail['code']) ?? 'backup-broken-off', params: isObject(params) ? params : {} };
}
