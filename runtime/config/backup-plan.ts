import { parseTime } from '../../rules/calendar.ts';
import { type BackupTimes, usualInterval } from '../../rules/schedule/backup-times.ts';
import type { BackupsKept } from '../../rules/schedule/backups-to-keep.ts';
import { type FilesPlace, readFilesPlace } from './files-place.ts';

/** Backups that the server makes by itself, as whoever runs it says. */
export interface BackupPlan {
  /** A folder that is there, or a bucket. */
  readonly place: { readonly folder: string } | { readonly bucket: FilesPlace };
  /** When full archives are made. */
  readonly times: BackupTimes;
  /** Minutes between increments, which hold what changed since the archive before. Default: none are made. */
  readonly increments?: number;
  readonly kept: BackupsKept;
  /** Days after which the newest is restored on trial again; 0: never. */
  readonly trialDays: number;
}

const usualTimes = '02:30, increments 1h';
const usualKept: BackupsKept = { last: 3, days: 7, weeks: 4, months: 12, increments: 7 };

const names = [
  'GUIJU_BACKUP',
  'GUIJU_BACKUP_KEY',
  'GUIJU_BACKUP_SECRET',
  'GUIJU_BACKUP_AT',
  'GUIJU_BACKUP_KEEP',
  'GUIJU_BACKUP_TRIAL_DAYS',
] as const;
export const backupSettings: readonly (typeof names)[number][] = names;

type Given = { readonly [name in (typeof names)[number]]?: string | undefined };

interface WrongSetting {
  readonly setting: (typeof names)[number];
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const mostDays = 365;
/** Less time than that an increment may take itself. */
const leastMinutes = 5;

/** Undefined: no backups are made. What is wrong is told, all of it. */
export function readBackupPlan(given: Given): {
  readonly plan?: BackupPlan;
  readonly wrong: readonly WrongSetting[];
} {
  const wrong: WrongSetting[] = [];
  const complain = (setting: WrongSetting['setting'], code: string, more: WrongSetting['params'] = {}) =>
    wrong.push({ setting, code, params: { value: given[setting] ?? '', ...more } });
  const place = readPlace(given);
  const others = names.filter((name) => name !== 'GUIJU_BACKUP' && given[name] !== undefined);
  if (place === null || (place === undefined && others.length > 0)) complain('GUIJU_BACKUP', 'config-backup');
  const times = readTimes(given.GUIJU_BACKUP_AT ?? usualTimes);
  if (!times) complain('GUIJU_BACKUP_AT', 'config-backup-at');
  const kept = given.GUIJU_BACKUP_KEEP === undefined ? usualKept : readKept(given.GUIJU_BACKUP_KEEP);
  if (!kept) complain('GUIJU_BACKUP_KEEP', 'config-backup-keep');
  const days = given.GUIJU_BACKUP_TRIAL_DAYS ?? '7';
  const trialDays = /^\d{1,3}$/.test(days) ? Number(days) : Number.NaN;
  if (!(trialDays <= mostDays)) complain('GUIJU_BACKUP_TRIAL_DAYS', 'config-count', { most: mostDays });
  if (!place || !times || !kept || wrong.length > 0) return { wrong };
  return { plan: { place, ...times, kept, trialDays }, wrong };
}

/** Null: it is no place, or the key and the secret of a bucket are missing. */
function readPlace(given: Given): BackupPlan['place'] | null | undefined {
  const { GUIJU_BACKUP: said, GUIJU_BACKUP_KEY: key, GUIJU_BACKUP_SECRET: secret } = given;
  if (said === undefined) return undefined;
  if (said.startsWith('/') || /^[A-Za-z]:[\\/]/.test(said))
    return key === undefined && secret === undefined ? { folder: said } : null;
  const bucket = readFilesPlace({ GUIJU_FILES: said, GUIJU_FILES_KEY: key, GUIJU_FILES_SECRET: secret });
  return bucket ? { bucket } : null;
}

/** `02:30` or `6h` for full archives, and `, increments 1h` (or `15m`) for those between. */
function readTimes(said: string): Pick<BackupPlan, 'times' | 'increments'> | null {
  const [full = '', more, ...rest] = said.split(',');
  const times = readFull(full.trim());
  if (!times || rest.length > 0) return null;
  if (more === undefined) return { times };
  const [, count = '', unit] = /^\s*increments ([1-9]\d{0,3})([mh])\s*$/.exec(more) ?? [];
  const increments = Number(count) * (unit === 'h' ? 60 : 1);
  const isFit = increments >= leastMinutes && increments * 60_000 < usualInterval(times);
  return isFit ? { times, increments } : null;
}

function readFull(said: string): BackupTimes | null {
  const [, hours] = /^([1-9]\d{0,2})h$/.exec(said) ?? [];
  if (hours !== undefined) return Number(hours) <= 24 * 7 ? { hours: Number(hours) } : null;
  const at = parseTime(said);
  return at === null ? null : { at };
}

/** `last 3, days 7, weeks 4, months 12, increments 7`; what is not said is none, and the newest is always kept. */
function readKept(said: string): BackupsKept | null {
  const kept = { last: 1, days: 0, weeks: 0, months: 0, increments: 1 };
  for (const part of said.split(',')) {
    const [, name, count = ''] = /^\s*(last|days|weeks|months|increments) (\d{1,3})\s*$/.exec(part) ?? [];
    if (name === undefined) return null;
    kept[name as keyof BackupsKept] = Number(count);
  }
  return kept.last > 0 && kept.increments > 0 ? kept : null;
}
