import type { Language } from '../metadata/common/label.ts';
import type { Field } from '../metadata/field.ts';
import { dateText, dayIn } from '../metadata/kinds/common/civil.ts';
import { isKept } from '../metadata/kinds/common/kept-value.ts';
import { optionMeant } from '../metadata/kinds/common/option.ts';
import { halfWidth } from '../metadata/kinds/common/reading.ts';
import { parseTime } from '../metadata/kinds/time.ts';
import { toInstant, toLocal } from './calendar.ts';

/** Whoever wrote a text, and where. */
export interface Writing {
  readonly language: Language;
  /** The zone of moments that say none. */
  readonly zone: string;
}

/**
 * The value that people plainly meant by a text, spelt as the field keeps it; null: it is none, or may be one of two.
 *
 *     meantValue('2025/4/2', due, writing) //=> '2025-04-02'
 *     meantValue('03/04/2025', due, writing) //=> null
 */
export function meantValue(text: string, field: Field, writing: Writing): string | null {
  if (field.options) return optionMeant(field.options, text) ?? null;
  return readAs(text, field, writing) ?? readAs(unsigned(text, field), field, writing);
}

function readAs(text: string, field: Field, { language, zone }: Writing): string | null {
  const { kind } = field;
  const spelt = kind.comparison(field) === 'datetime' ? (instantOf(text, zone) ?? text) : text;
  const parsed = kind.parse(spelt, field, language);
  const read = parsed.ok ? kind.read(parsed.value, field) : parsed;
  if (!read.ok || read.value === null || typeof read.value === 'object') return null;
  const kept = String(read.value);
  return isKept(kept, field) ? kept : null;
}

/** The value as people write it: a moment in the zone, so that it is read there again. */
export function writtenValue(kept: string, field: Field, zone: string): string {
  if (field.kind.comparison(field) !== 'datetime') return kept;
  const { date, time } = toLocal(kept, zone);
  return `${date} ${time}`;
}

const moment = /^(.+?)(?:\s+|(?<=\d)[Tt](?=\d))(\d{1,2}:\d{2}(?::\d{2})?)$/;

/** The instant of a day and a time of day, or of midnight. */
function instantOf(text: string, zone: string): string | null {
  const said = halfWidth(text).trim();
  const [, first = said, clock = '00:00'] = moment.exec(said) ?? [];
  const [day, time] = [dayIn(first), parseTime(clock)];
  if (!day || !time.ok) return null;
  try {
    return toInstant(dateText(day), time.value, zone);
  } catch {
    // That zone skips the day, or is none.
    return null;
  }
}

const signed = /^([-+]?)[¥￥]\s*(?=[\d.])|(?<=\d)\s*元$/g;

/** A number without the sign of a currency, where the field says none that it might be in. */
function unsigned(text: string, field: Field): string {
  const isBare = field.kind.comparison(field) === 'number' && field.props['currency'] === undefined;
  return isBare ? text.trim().replace(signed, '$1') : text;
}
