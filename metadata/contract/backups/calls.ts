import {
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';

const tag = 'operations';
const path = '/api/backups';

/** What kept a backup from being made or from being restored on trial. */
const trouble = object({
  at: instant(),
  archive: text(),
  code: text(),
  message: text({ description: 'What happened and what to do, in the language of the caller' }),
});

const kind = oneOf(['full', 'increment'], {
  description: 'Everything, or what changed since the archive before',
});

const last = object({
  archive: text(),
  kind,
  at: instant({ description: 'The moment whose data it holds' }),
  verifiedAt: instant({ description: 'When all of it had been read where it is kept' }),
  bytes: integer(),
  rows: integer({ description: 'Rows in it; of an increment those that were added or changed' }),
  seconds: integer({ description: 'How long it took' }),
  files: integer({ description: 'Contents of files beside it' }),
  missingFiles: integer({ description: 'Contents of files that were nowhere to be found' }),
});

/** How the backups stand that the server makes by itself. */
const backupState = object({
  place: text({ description: 'Folder or bucket' }),
  running: flag({ description: 'One is being made, or restored on trial' }),
  late: flag({ description: 'There was no good one for twice as long as usually lies between two' }),
  next: instant({ description: 'When the next one is due' }),
  last: maybe(named('LastBackup', last)),
  failure: maybe(named('BackupTrouble', trouble)),
  trial: object({
    passed: maybe(object({ archive: text(), at: instant() })),
    failure: maybe(named('BackupTrouble', trouble)),
    next: maybe(instant({ description: 'Null: none is due before there is a backup, or none is made' })),
  }),
});
export type BackupStateAnswer = TypeOf<typeof backupState>;

const archive = object({
  name: text(),
  kind,
  at: instant(),
  bytes: integer(),
  verifiedAt: maybe(instant({ description: 'When all of it was read; null: this server does not know' })),
  restoredAt: maybe(instant({ description: 'When it was last restored on trial; null: it was not' })),
});

export const backupComponents = {
  Backups: backupState,
  LastBackup: last,
  BackupTrouble: trouble,
  BackupArchive: archive,
} as const;

/** The calls for the backups that the server makes by itself. */
export const backups = {
  state: call({
    method: 'GET',
    path,
    access: 'administers',
    whenBroken: true,
    operation: 'backups',
    tag,
    summary: {
      zh: '自动备份的情况：最近一次、下一次、失败的原因、试恢复的结果；没有设置自动备份时 backups 为 null',
      en: 'Scheduled backups: the last and the next one, why one failed, and how restoring on trial went; backups is null if none are set up',
    },
    answer: object({ backups: maybe(named('Backups', backupState)) }),
  }),
  archives: call({
    method: 'GET',
    path: `${path}/archives`,
    access: 'administers',
    whenBroken: true,
    operation: 'backupArchives',
    tag,
    summary: {
      zh: '现有的自动备份，最新的在前：时间、大小、何时检查过、何时试恢复过',
      en: 'The scheduled backups there are, the newest first: time, size, when each was verified and restored on trial',
    },
    answer: object({ items: list(named('BackupArchive', archive)) }),
  }),
  begin: call({
    method: 'POST',
    path,
    access: 'administers',
    whenBroken: true,
    operation: 'backUpNow',
    tag,
    summary: {
      zh: '立即备份；立即返回，结果见 GET /api/backups 和审计记录',
      en: 'Back up now; returns at once, GET /api/backups and the audit trail tell how it went',
    },
    status: 202,
    answer: object({ running: flag() }),
  }),
} as const;
