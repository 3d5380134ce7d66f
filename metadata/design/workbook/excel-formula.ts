import { levels } from '../../formula/formula.ts';
import { type ExcelPart, readExcel } from './excel-tokens.ts';
import {
  asText,
  blankBeside,
  bracketed,
  call,
  type ExcelType,
  given,
  join,
  needs,
  own,
  Unread,
  type Value,
} from './excel-values.ts';

/** A formula of ours, with the places of columns where the names of their fields go. */
export interface TranslatedFormula {
  readonly parts: readonly (string | number)[];
  readonly type: ExcelType;
}

/** What of a formula cannot be said here, as it stands there: `VLOOKUP`, `Sheet2!A1`, `B1`. */
export interface UnreadFormula {
  readonly unread: string;
}

/** A column that formulas may read. */
export interface ExcelColumn {
  readonly type: ExcelType;
  /** Something stands in each of its rows. */
  readonly filled: boolean;
  /** Its numbers have no digits after the point. Default: they may. */
  readonly whole?: boolean;
}

/** Signs bind as they do in ours, where unlike is written otherwise. */
const signs: Readonly<Record<string, number>> = Object.fromEntries(
  (['=', '!=', '<', '<=', '>', '>=', '&', '+', '-', '*', '/'] as const).map((sign) => [
    sign === '!=' ? '<>' : sign,
    levels[sign],
  ]),
);

/** Functions that read the clock, or dice: their values are others tomorrow. */
export const clockFunctions: ReadonlySet<string> = new Set(['TODAY', 'NOW', 'RAND', 'RANDBETWEEN']);
/** Functions that look a value up in another list, as a reference does here. */
export const lookupFunctions: ReadonlySet<string> = new Set([
  ...['VLOOKUP', 'HLOOKUP', 'XLOOKUP', 'LOOKUP', 'INDEX', 'MATCH', 'XMATCH'],
]);

/** Functions that do the same here under another name, with what each is given; the last type may stand again. */
const alike: Readonly<
  Record<string, readonly [name: string, gives: ExcelType, least: number, takes: readonly ExcelType[]]>
> = {
  ROUND: ['round', 'number', 2, ['number', 'number']],
  ROUNDUP: ['roundUp', 'number', 2, ['number', 'number']],
  ROUNDDOWN: ['roundDown', 'number', 2, ['number', 'number']],
  ABS: ['abs', 'number', 1, ['number']],
  LEN: ['length', 'number', 1, ['text']],
  LEFT: ['left', 'text', 1, ['text', 'number']],
  RIGHT: ['right', 'text', 1, ['text', 'number']],
  MID: ['mid', 'text', 3, ['text', 'number', 'number']],
  UPPER: ['upper', 'text', 1, ['text']],
  LOWER: ['lower', 'text', 1, ['text']],
  SUBSTITUTE: ['replace', 'text', 3, ['text', 'text', 'text']],
  YEAR: ['year', 'number', 1, ['date']],
  MONTH: ['month', 'number', 1, ['date']],
  DAY: ['day', 'number', 1, ['date']],
  DATE: ['date', 'date', 3, ['number', 'number', 'number']],
  EDATE: ['addMonths', 'date', 2, ['date', 'number']],
};

/**
 * Says a formula of a workbook in the grammar of formulas here, as long as it reads its own row alone; a blank cell is
 * nought there, and so it is here.
 *
 * @param columnAt a column by its place; undefined: it is read by no formula
 */
export function translateExcel(
  formula: string,
  columnAt: (place: number) => ExcelColumn | undefined,
): TranslatedFormula | UnreadFormula {
  try {
    const reader = new Reader(readExcel(formula), columnAt);
    const { parts, type } = reader.whole();
    return { parts, type };
  } catch (failure) {
    if (failure instanceof Unread) return { unread: failure.message };
    throw failure;
  }
}

class Reader {
  readonly #tokens: readonly ExcelPart[];
  readonly #columnAt: (place: number) => ExcelColumn | undefined;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly ExcelPart[], columnAt: (place: number) => ExcelColumn | undefined) {
    this.#tokens = tokens;
    this.#columnAt = columnAt;
  }

  whole(): Value {
    const value = this.#pair(0);
    if (this.#next) throw new Unread(this.#next.text);
    return value;
  }

  get #next(): ExcelPart | undefined {
    return this.#tokens[this.#at];
  }

  #is(text: string): boolean {
    return this.#next?.is === 'sign' && this.#next.text === text;
  }

  #take(text: string): void {
    if (!this.#is(text)) throw new Unread(this.#next?.text ?? text);
    this.#at += 1;
  }

  /** What binds closer is read first; of one level from left to right. */
  #pair(level: number): Value {
    if (++this.#depth > 60) throw new Unread('(');
    let left = this.#sign();
    for (;;) {
      const { is, text } = this.#next ?? { is: 'end', text: '' };
      const here = is === 'sign' ? signs[text] : undefined;
      if (here === undefined || here <= level) break;
      this.#at += 1;
      left = join(text, here, left, this.#pair(here));
    }
    this.#depth -= 1;
    return left;
  }

  /** A sign before a value binds closer than any other; a percent behind it closer still. */
  #sign(): Value {
    if (this.#is('+')) {
      this.#at += 1;
      return needs(this.#sign(), 'number');
    }
    if (this.#is('-')) {
      this.#at += 1;
      const of = given(needs(this.#sign(), 'number'));
      return { parts: ['-', ...bracketed(of, 8)], type: 'number', level: 8 };
    }
    let value = this.#value();
    while (this.#is('%')) {
      this.#at += 1;
      value = join('/', 7, value, { parts: ['100'], type: 'number', level: own });
    }
    return value;
  }

  #value(): Value {
    const token = this.#next;
    if (!token) throw new Unread('=');
    this.#at += 1;
    switch (token.is) {
      case 'number':
        return {
          parts: [token.text],
          type: 'number',
          level: own,
          ...(/^\d+$/.test(token.text) && { isWhole: true as const }),
        };
      case 'text':
        return {
          parts: [`"${token.text.replaceAll('"', '""')}"`],
          type: 'text',
          level: own,
          literal: token.text,
        };
      case 'cell':
        return this.#cell(token.place, token.text);
      case 'name':
        if (this.#is('(')) return this.#call(token.text.toUpperCase());
        if (/^(?:true|false)$/i.test(token.text))
          return { parts: [token.text.toLowerCase()], type: 'boolean', level: own };
        throw new Unread(token.text);
      default:
        if (token.text !== '(') throw new Unread(token.text);
    }
    const inner = this.#pair(0);
    this.#take(')');
    return inner;
  }

  #cell(place: number, text: string): Value {
    const column = this.#columnAt(place);
    if (!column) throw new Unread(text);
    const { type, filled, whole = false } = column;
    return {
      parts: [place],
      type,
      level: own,
      ...(!filled && { mayBeBlank: true as const }),
      ...(whole && { isWhole: true as const }),
    };
  }

  #call(name: string): Value {
    // What they are given stands elsewhere, and is nothing to be told of.
    if (clockFunctions.has(name) || lookupFunctions.has(name)) throw new Unread(name);
    this.#take('(');
    const args: Value[] = [];
    const ranged = rangeFunctions.has(name);
    while (!this.#is(')')) {
      if (args.length > 0) this.#take(',');
      const range = ranged ? this.#range() : undefined;
      for (const one of range ?? [this.#pair(0)]) args.push(one);
    }
    this.#take(')');
    return called(name, args);
  }

  /** The cells from one to another of the same row, whichever stands first. */
  #range(): readonly Value[] | undefined {
    const [from, colon, to] = this.#tokens.slice(this.#at, this.#at + 3);
    if (from?.is !== 'cell' || colon?.text !== ':' || to?.is !== 'cell') return undefined;
    this.#at += 3;
    const [least, most] = [Math.min(from.place, to.place), Math.max(from.place, to.place)];
    return Array.from({ length: most - least + 1 }, (_, at) => {
      return needs(this.#cell(least + at, `${from.text}:${to.text}`), 'number');
    });
  }
}

const rangeFunctions: ReadonlySet<string> = new Set(['SUM', 'PRODUCT', 'MIN', 'MAX', 'AVERAGE']);

function called(name: string, args: readonly Value[]): Value {
  const [first, second, third] = args;
  if (!first) throw new Unread(name);
  switch (name) {
    case 'SUM':
    case 'PRODUCT':
      // A blank cell is left out by them; with a sign between, a product of one is nothing here.
      if (name === 'PRODUCT' && args.some(({ mayBeBlank }) => mayBeBlank)) throw new Unread(name);
      return args
        .slice(1)
        .reduce(
          (sum, one) => (name === 'SUM' ? join('+', 6, sum, one) : join('*', 7, sum, one)),
          given(needs(first, 'number')),
        );
    case 'AVERAGE': {
      // Blank cells are not counted by it.
      if (args.some(({ mayBeBlank }) => mayBeBlank)) throw new Unread(name);
      const all = called('SUM', args);
      return join('/', 7, all, { parts: [String(args.length)], type: 'number', level: own });
    }
    case 'IFERROR':
      // Of what is read here, only a division by nought is an error, and empty.
      if (!second || third || first.type !== 'number' || second.type !== 'number') throw new Unread(name);
      return call('firstOf', [given(first), given(second)], 'number');
    case 'MIN':
    case 'MAX':
      if (args.some(({ mayBeBlank }) => mayBeBlank)) throw new Unread(name);
      return call(
        name.toLowerCase(),
        args.map((one) => needs(one, 'number')),
        'number',
      );
    case 'IF': {
      if (!second || args.length > 3) throw new Unread(name);
      const last = third ?? { parts: ['false'], type: 'boolean' as const, level: own };
      // A text without letters beside numbers or days is how sheets leave a cell blank.
      const [then, otherwise] = [blankBeside(second, last), blankBeside(last, second)];
      if (otherwise.type !== then.type) throw new Unread(name);
      return call('if', [needs(first, 'boolean'), given(then), given(otherwise)], then.type);
    }
    case 'AND':
    case 'OR': {
      const [sign, level] = name === 'AND' ? ['and', 2] : ['or', 1];
      const all = args.map((one) => bracketed(needs(one, 'boolean'), Number(level) + 1));
      const parts = all.flatMap((one, at) => (at === 0 ? one : [` ${sign} `, ...one]));
      return { parts, type: 'boolean', level: Number(level) };
    }
    case 'NOT':
      if (args.length > 1) throw new Unread(name);
      return { parts: ['not ', ...bracketed(needs(first, 'boolean'), 4)], type: 'boolean', level: 3 };
    case 'CONCATENATE':
    case 'CONCAT':
      return args.slice(1).reduce((text, one) => join('&', 5, text, one), asText(first));
    case 'ISBLANK':
      if (args.length > 1 || typeof first.parts[0] !== 'number') throw new Unread(name);
      return call('isEmpty', [first], 'boolean');
  }
  const [same, gives, least, takes] = alike[name] ?? [];
  if (same === undefined || gives === undefined || least === undefined || !takes) throw new Unread(name);
  if (args.length < least || args.length > takes.length) throw new Unread(name);
  // Digits before the point are rounded there, and by a cell nobody knows.
  const digits = second?.parts[0];
  const isDigits = typeof digits === 'string' && /^\d+$/.test(digits) && second?.parts.length === 1;
  if (name.startsWith('ROUND') && !isDigits) throw new Unread(name);
  const values = args.map((one, at) => {
    const type = takes[at] ?? 'text';
    return type === 'text' ? asText(one) : given(needs(one, type));
  });
  const one: Value = { parts: ['1'], type: 'number', level: own };
  const isShort = (name === 'LEFT' || name === 'RIGHT') && values.length === 1;
  return call(same, isShort ? [...values, one] : values, gives);
}
