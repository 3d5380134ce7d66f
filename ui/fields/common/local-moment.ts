import type { Result } from '../../../metadata/common/issue.ts';
import { isDate, isTime } from '../../../metadata/kinds/common/civil.ts';
import { accepted, refused } from '../../../metadata/kinds/common/reading.ts';

const written =
  /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))[ T]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$/;

/** `2026-11-20T02:05:00.000Z` → `2026-11-20 10:05` where it is eight hours later; seconds where there are any. */
export function toLocal(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const seconds = at.getSeconds() === 0 ? '' : `:${two(at.getSeconds())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}${seconds}`;
}

/** The instant of a local day and time as people write them. */
export function fromLocal(text: string): Result<string> {
  const parts = written.exec(text.trim());
  if (!parts) return refused('not-datetime');
  const [year, month, day, hour, minute, second] = [
    ...[parts[1], parts[2] ?? parts[4], parts[3] ?? parts[5], parts[6], parts[7], parts[8] ?? 0].map(Number),
  ] as [number, number, number, number, number, number];
  if (!isDate({ year, month, day }) || !isTime(hour, minute, second)) return refused('not-datetime');
  return accepted(new Date(year, month - 1, day, hour, minute, second).toISOString());
}
