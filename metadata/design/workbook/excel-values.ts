/** What values of a column are to a formula. */
export type ExcelType = 'number' | 'text' | 'boolean' | 'date';

/** A part of a formula, as it is said here. */
export interface Value {
  readonly parts: readonly (string | number)[];
  readonly type: ExcelType;
  /** As formulas here bind, so that brackets stand where they are needed alone. */
  readonly level: number;
  /** A cell in which nothing may stand. Default: something does. */
  readonly mayBeBlank?: true;
  /** A text as it is written in the formula. Default: it is none. */
  readonly literal?: string;
  /** A number whose digits may have no end, of which sheets write fifteen. Default: it has few. */
  readonly isEndless?: true;
  /** A number without digits after the point. Default: it may have some. */
  readonly isWhole?: true;
}

/** What cannot be said here, as it stands there. */
export class Unread extends Error {}

/** The level of what needs no brackets. */
export const own = 9;

export function call(name: string, args: readonly Value[], type: ExcelType): Value {
  const parts = args.flatMap(({ parts: one }, at) => (at === 0 ? one : [', ', ...one]));
  const isEndless = type === 'number' && !/^round/.test(name) && args.some((one) => one.isEndless);
  return { parts: [`${name}(`, ...parts, ')'], type, level: own, ...(isEndless && { isEndless }) };
}

/** A text without letters as an empty value of the type that stands beside it. */
export function blankBeside(value: Value, beside: Value): Value {
  const isBlank = value.literal === '' && (beside.type === 'number' || beside.type === 'date');
  return isBlank ? { parts: ['empty'], type: beside.type, level: own } : value;
}

/** A value as the text that sheets make of it; days become numbers there, and long fractions are cut. */
export function asText(value: Value): Value {
  if (value.type !== 'number') return needs(value, 'text');
  if (value.isEndless) throw new Unread('&');
  return { parts: [...bracketed(value, 5), ' & ""'], type: 'text', level: 5 };
}

/** Days are counted on, or between two of them, by signs there. */
function ofDays(sign: string, left: Value, right: Value): Value | undefined {
  const isDays = left.type === 'date' && !left.mayBeBlank && (sign === '+' || sign === '-');
  if (!isDays) return undefined;
  if (right.type === 'number' && right.isWhole) {
    const by: Value =
      sign === '+' ? given(right) : { ...given(right), parts: ['-', ...bracketed(given(right), 8)] };
    return call('addDays', [left, by], 'date');
  }
  if (sign === '+' || right.type !== 'date' || right.mayBeBlank) return undefined;
  return { ...call('days', [right, left], 'number'), isWhole: true };
}

export function join(sign: string, level: number, left: Value, right: Value): Value {
  const isMath = level >= 6;
  const isText = sign === '&';
  const days = ofDays(sign, left, right);
  if (days) return days;
  if (isMath) for (const one of [left, right]) needs(one, 'number');
  if (isText) for (const one of [left, right]) asText(one);
  if (!isMath && !isText && left.type !== right.type) throw new Unread(sign);
  if (level === 4 && left.type === 'text') return sameTexts(sign, left, right);
  // Truths have an order there, and a blank day is before all others.
  if (level === 4 && left.type !== 'number') throw new Unread(sign);
  const type = isMath ? 'number' : isText ? 'text' : 'boolean';
  const [a, b] = isText ? [left, right] : [given(left), given(right)];
  const said = sign === '<>' ? '!=' : sign;
  const isHundredth = sign === '/' && right.parts.join('') === '100' && typeof right.parts[0] === 'string';
  const isEndless = isMath && ((sign === '/' && !isHundredth) || left.isEndless || right.isEndless);
  const isWhole = isMath && sign !== '/' && left.isWhole && right.isWhole;
  return {
    parts: [...bracketed(a, level), ` ${said} `, ...bracketed(b, level + 1)],
    type,
    level,
    ...(isEndless && { isEndless: true as const }),
    ...(isWhole && { isWhole: true as const }),
  };
}

/** Letters are the same there whatever their case: only what has none is compared alike here. */
function sameTexts(sign: string, left: Value, right: Value): Value {
  const caseless = [left, right].some(
    ({ literal }) =>
      literal !== undefined &&
      literal.toLowerCase() === literal.toUpperCase() &&
      Number.isNaN(Number(literal)),
  );
  if (!caseless || (sign !== '=' && sign !== '<>')) throw new Unread(sign);
  const same = [...bracketed(left, 4), ' = ', ...bracketed(right, 5)];
  if (sign === '=') return { parts: same, type: 'boolean', level: 4 };
  return { parts: ['not (', ...same, ')'], type: 'boolean', level: 3 };
}

/** A blank cell is nought there; what else it is to them nobody means. */
export function given(value: Value): Value {
  if (!value.mayBeBlank || value.type === 'boolean') return value;
  if (value.type !== 'number') throw new Unread('');
  return { parts: ['firstOf(', ...value.parts, ', 0)'], type: 'number', level: own };
}

export function needs(value: Value, type: ExcelType): Value {
  if (value.type !== type) throw new Unread(value.parts.find((part) => typeof part === 'string') ?? '=');
  return value;
}

export function bracketed({ parts, level }: Value, around: number): readonly (string | number)[] {
  return level < around ? ['(', ...parts, ')'] : parts;
}
