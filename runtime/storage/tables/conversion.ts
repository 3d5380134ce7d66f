import { fits, parseDecimal } from '../../../metadata/common/decimal.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { inWords, translatedBy } from '../../../metadata/former-values.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import { wordsOf } from '../../../metadata/kinds/common/marked-text.ts';
import { pointedIn, pointedText } from '../../../metadata/kinds/common/pointed.ts';
import { parseDate, parseInstant, parseTime, toInstant, toLocal } from '../../../rules/calendar.ts';
import type { FormerValues } from './plan.ts';
import type { ColumnContent } from './table-spec.ts';

export interface Conversion {
  /** Stored value → stored value; undefined: the new column cannot hold it. Never called with null. */
  readonly convert: (value: Json) => Json | undefined;
  /** Whether values stay as they are. */
  readonly same: boolean;
  /** Whether some value may not fit, so that all have to be looked at first. */
  readonly doubtful: boolean;
  /** Whether the new value keeps all that the old one tells, where some do not. */
  readonly keepsAll?: (value: Json) => boolean;
}

/** The whitelist of type changes. A change that is not on it only passes when there is nothing to convert. */
export function conversion(from: ColumnContent, to: ColumnContent, zone: string): Conversion {
  if (Boolean(from.secret) !== Boolean(to.secret)) return none;
  if (from.targets || to.targets) return amongSeveral(from, to);
  if (from.target !== to.target) return none;
  if (from.list && to.list) return from.json === to.json ? same : none;
  if (to.list) return isSingle(from) ? { convert: (value) => [value], same: false, doubtful: false } : none;
  if (from.list) return isSingle(to) ? { convert: onlyOne(to.column), same: false, doubtful: true } : none;
  if (from.column.type === 'json' || to.column.type === 'json')
    return from.column.type === to.column.type && from.json === to.json ? same : none;
  if (from.target !== undefined) return same;
  if (from.marked && !to.marked) return unmarked(scalar(from.column, to.column, zone));
  return scalar(from.column, to.column, zone);
}

/**
 * The same after a step of the package has translated former values, into records' ids where the new column refers to
 * some.
 */
export function translated(
  values: FormerValues | undefined,
  from: ColumnContent,
  to: ColumnContent,
  zone: string,
): Conversion {
  const way = conversion(from, to, zone);
  if (!values) return way;
  const refers = to.target !== undefined && from.target === undefined;
  const after = refers ? conversion(idsIn(from, to), to, zone) : way;
  const known = (item: Json) => Object.hasOwn(values, String(item));
  const convert = (value: Json) => {
    if (refers && !([value].flat() as readonly Json[]).every(known)) return undefined;
    const meant = translatedBy(values, value);
    return meant === null ? null : after.convert(meant);
  };
  return { ...way, convert, same: false };
}

/** The same of options that are texts now: what has no text stays the code that it was. */
export function worded(values: FormerValues, from: ColumnContent, { column }: ColumnContent): Conversion {
  const wide: Column = { type: 'text', length: Number.MAX_SAFE_INTEGER };
  const after = scalar(from.list ? wide : from.column, column, 'UTC');
  const convert = (value: Json) => {
    const words = inWords(values as Readonly<Record<string, string | null>>, value);
    return words === null ? null : after.convert(words);
  };
  return { convert, same: false, doubtful: true };
}

/** Answers what a column of options would keep, had it kept records. */
function idsIn({ list }: ColumnContent, { target = '', json = 'references' }: ColumnContent): ColumnContent {
  return list ? { column: { type: 'json' }, list, json, target } : { column: { type: 'id' }, target };
}

const same: Conversion = { convert: (value) => value, same: true, doubtful: false };
const none: Conversion = { convert: () => undefined, same: false, doubtful: true };

/** Words go on without the marks behind them. */
function unmarked({ convert, doubtful }: Conversion): Conversion {
  return { convert: (value) => convert(wordsOf(String(value))), same: false, doubtful };
}

/** Between references to one form and to one of several: what is stored of the latter says the form, too. */
function amongSeveral(from: ColumnContent, to: ColumnContent): Conversion {
  const { target } = to;
  if (from.targets && to.targets) {
    const [before, after] = [from.targets, new Set(to.targets)];
    const convert = (value: Json) => (after.has(pointedIn(String(value))?.form ?? '') ? value : undefined);
    return { convert, same: true, doubtful: before.some((form) => !after.has(form)) };
  }
  if (from.target !== undefined && to.targets?.includes(from.target)) {
    const form = from.target;
    const convert = (value: Json) => {
      const [id, ...more] = [value].flat() as readonly Json[];
      return id === undefined || more.length > 0 ? undefined : pointedText({ form, id: String(id) });
    };
    return { convert, same: false, doubtful: from.list === true };
  }
  if (target === undefined) return none;
  const convert = (value: Json) => {
    const pointed = pointedIn(String(value));
    if (pointed?.form !== target) return undefined;
    return to.list ? [pointed.id] : pointed.id;
  };
  return { convert, same: false, doubtful: true };
}

/** A choice or a reference. */
function isSingle({ column, target }: ColumnContent): boolean {
  return target === undefined ? column.type === 'text' : column.type === 'id';
}

function onlyOne(column: Column): Conversion['convert'] {
  return (value) => {
    if (!Array.isArray(value) || value.length > 1) return undefined;
    const [only = null] = value as readonly Json[];
    return only === null ? null : held(String(only), column);
  };
}

function scalar(from: Column, to: Column, zone: string): Conversion {
  if (from.type === to.type) {
    return { convert: (value) => held(value, to), same: true, doubtful: isNarrower(from, to) };
  }
  if (to.type === 'text' && from.type !== 'id')
    return { convert: (value) => held(String(value), to), same: false, doubtful: to.length < longest(from) };
  if (from.type === 'integer' && to.type === 'decimal')
    return {
      convert: (value) => held(String(value), to),
      same: false,
      doubtful: to.precision - to.scale < 16,
    };
  if (from.type === 'date' && to.type === 'datetime')
    return { convert: (value) => toInstant(String(value), '00:00:00', zone), same: false, doubtful: false };
  if (from.type === 'datetime' && (to.type === 'date' || to.type === 'time'))
    return partOfMoment(to.type, zone);
  if (from.type === 'boolean' && to.type === 'integer')
    return { convert: (value) => (value ? 1 : 0), same: false, doubtful: false };
  if (from.type === 'decimal' && to.type === 'integer') return parsed(to);
  return from.type === 'text' ? parsed(to) : none;
}

/** Its day, or its time of day; all of it is kept of one at midnight that becomes a day. */
function partOfMoment(part: 'date' | 'time', zone: string): Conversion {
  const local = (value: Json) => toLocal(String(value), zone);
  return {
    convert: (value) => local(value)[part],
    same: false,
    doubtful: false,
    keepsAll: (value) => part === 'date' && local(value).time === '00:00:00',
  };
}

function parsed(to: Column): Conversion {
  return { convert: (value) => parse(String(value).trim(), to), same: false, doubtful: true };
}

function parse(text: string, to: Column): Json | undefined {
  switch (to.type) {
    case 'integer': {
      const number = Number(text);
      return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'decimal': {
      const decimal = parseDecimal(text);
      return decimal === null ? undefined : held(decimal, to);
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return parseDate(text) ?? undefined;
    case 'time':
      return parseTime(text) ?? undefined;
    case 'datetime':
      return parseInstant(text) ?? undefined;
    default:
      return undefined;
  }
}

/** The value, when there is room for it. */
function held(value: Json, column: Column): Json | undefined {
  if (column.type === 'text') return [...String(value)].length <= column.length ? value : undefined;
  if (column.type === 'decimal')
    return fits(String(value), column.precision, column.scale) ? value : undefined;
  return value;
}

function isNarrower(from: Column, to: Column): boolean {
  if (from.type === 'text' && to.type === 'text') return to.length < from.length;
  if (from.type === 'decimal' && to.type === 'decimal')
    return to.scale < from.scale || to.precision - to.scale < from.precision - from.scale;
  return false;
}

/** Characters that a value takes as text, at most. */
function longest(column: Column): number {
  switch (column.type) {
    case 'text':
      return column.length;
    case 'decimal':
      return column.precision + 2;
    case 'json':
      return Number.POSITIVE_INFINITY;
    default:
      return 24;
  }
}
