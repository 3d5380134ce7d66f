import { parseDecimal, scaleOf } from '../../common/decimal.ts';
import { dayIn, isEitherDay } from '../../kinds/common/civil.ts';
import { parseNumber } from '../../kinds/common/exact-number.ts';
import { loneField } from '../../kinds/common/lone-field.ts';
import { kinds } from '../../kinds/index.ts';

/** Kinds whose every text shows what they are; what none of them reads is text, or one of a few choices. */
export const tellingKinds = [
  ...(['boolean', 'integer', 'decimal', 'money', 'percent'] as const),
  ...(['date', 'time', 'datetime', 'email', 'url', 'phone', 'tax-number'] as const),
] as const;

export type TellingKind = (typeof tellingKinds)[number];

/** The kinds of which it is told that nearly all texts are: others read nearly anything, or few texts by chance. */
const nearlyKinds = [
  ...(['integer', 'decimal', 'money', 'percent'] as const),
  ...(['date', 'datetime', 'email'] as const),
] as const satisfies readonly TellingKind[];

export type NearlyKind = (typeof nearlyKinds)[number];

/** The nature of the cells of a column: how many there are, how long, and which kinds read them. */
export interface ColumnProfile {
  /** Place in the row, from 0. */
  readonly place: number;
  readonly heading: string;
  /** The id that an export gave the column: of a field, or of something of the platform. Empty: it is no export. */
  readonly id: string;
  readonly filled: number;
  readonly distinct: number;
  /** Code points of the longest text. */
  readonly longest: number;
  /** The kinds that read every text. */
  readonly fits: readonly TellingKind[];
  /** Most digits before and after the point, where all are numbers. */
  readonly whole: number;
  readonly scale: number;
  /** Digits that are no number: `007`, or more than a sheet keeps of one. */
  readonly code: boolean;
  /** Every text is the short dash form of a day in digits alone, such as 20240105. */
  readonly bare: boolean;
  /** Some text has several lines. */
  readonly lines: boolean;
  /** Different texts, as they come, at most `mostValues`. */
  readonly values: readonly string[];
  /** All of them, each with the number of its cells. */
  readonly texts: ReadonlyMap<string, number>;
  /** Some of those that stand more than once. */
  readonly twice: readonly string[];
  /** The kind that all but a few texts are of. */
  readonly nearly?: Nearly;
  /** Days of which nobody knows whether the month stands first, where there is nothing else but days. Default: none. */
  readonly unclearDays?: { readonly cells: number; readonly example: string };
  /** What its cells are computed by. Default: they are typed. */
  readonly computed?: ComputedColumn;
}

/** The formula of a column. */
export interface ComputedColumn {
  /** With cells as they lie from the row: `[1]*[2]`. */
  readonly relative: string;
  /** The first cell that has it, and how it stands there. */
  readonly cell: string;
  readonly text: string;
  /** A cell that is not computed so. Default: all of them are. */
  readonly other?: string;
}

export interface Nearly {
  readonly kind: NearlyKind;
  /** Cells that are something else, how many different texts these say, and some of them. */
  readonly others: number;
  readonly distinct: number;
  readonly values: readonly string[];
}

/** Number of different texts that are told of a column: choices may be made of as many, and references looked up by. */
const mostValues = 500;
/** Number of texts that are named of those that stand out. */
const mostNamed = 3;
/** Share of the different texts, and of the cells, that may be something else where nearly all are of a kind. */
const fewOthers = 0.25;

export class ColumnReading {
  readonly place: number;
  readonly heading: string;
  readonly id: string;
  /** The number of cells that say each text. */
  readonly texts = new Map<string, number>();
  #filled = 0;
  #longest = 0;
  #whole = 0;
  #scale = 0;
  #code = false;
  #bare = true;
  #lines = false;
  /** Days of which it is not clear which, and texts that are none. */
  readonly #unclear: string[] = [];
  #otherThanDays = false;
  /** Texts that a kind does not read; a kind that reads too few is none any more. */
  readonly #unread = new Map<TellingKind, string[]>(tellingKinds.map((kind) => [kind, []]));

  constructor(place: number, heading: string, id: string) {
    this.place = place;
    this.heading = heading;
    this.id = id;
  }

  get filled(): number {
    return this.#filled;
  }

  add(text: string): void {
    if (text === '') return;
    this.#filled += 1;
    const before = this.texts.get(text) ?? 0;
    this.texts.set(text, before + 1);
    if (before > 0) return;
    this.#longest = Math.max(this.#longest, [...text].length);
    this.#lines ||= /[\r\n]/.test(text);
    if (isEitherDay(text)) this.#unclear.push(text);
    else this.#otherThanDays ||= dayIn(text) === null;
    this.#code ||= /^0\d+$/.test(text) || /^\d{16,}$/.test(text);
    this.#bare &&= /^\d{8}$/.test(text);
    for (const [kind, unread] of this.#unread) {
      if (reads(kind, text)) continue;
      unread.push(text);
      if (unread.length > Math.max(mostNamed, this.texts.size * fewOthers)) this.#unread.delete(kind);
    }
    const number = parseNumber(text.replace(/[%％]$/, '').replace(/^(-?)[¥￥]\s*/, '$1'));
    if (!number.ok) return;
    const plain = parseDecimal(number.value) ?? '0';
    this.#scale = Math.max(this.#scale, scaleOf(plain));
    this.#whole = Math.max(this.#whole, plain.replace(/^-/, '').replace(/\..*$/, '').length);
  }

  get profile(): ColumnProfile {
    const nearly = this.#nearly;
    return {
      place: this.place,
      heading: this.heading,
      id: this.id,
      filled: this.#filled,
      distinct: this.texts.size,
      longest: this.#longest,
      fits: this.#filled === 0 ? [] : this.#fits,
      whole: this.#whole,
      scale: this.#scale,
      code: this.#code,
      bare: this.#bare && this.#filled > 0,
      lines: this.#lines,
      values: [...this.texts.keys().take(mostValues)],
      texts: this.texts,
      twice: [...this.texts].flatMap(([text, cells]) => (cells > 1 ? [text] : [])).slice(0, mostNamed),
      ...(nearly && { nearly }),
      ...this.#unclearDays,
    };
  }

  get #fits(): readonly TellingKind[] {
    return [...this.#unread].flatMap(([kind, unread]) => (unread.length === 0 ? [kind] : []));
  }

  get #unclearDays(): Pick<ColumnProfile, 'unclearDays'> {
    const [example] = this.#unclear;
    if (example === undefined || this.#otherThanDays) return {};
    const cells = this.#unclear.reduce((sum, text) => sum + (this.texts.get(text) ?? 0), 0);
    return { unclearDays: { cells, example } };
  }

  get #nearly(): Nearly | undefined {
    const cellsOf = (unread: readonly string[]) =>
      unread.reduce((sum, text) => sum + (this.texts.get(text) ?? 0), 0);
    const [first] = nearlyKinds
      .flatMap((kind) => {
        const unread = this.#unread.get(kind) ?? [];
        return unread.length > 0 ? [[kind, unread] as const] : [];
      })
      .filter(([, unread]) => cellsOf(unread) <= this.#filled * fewOthers)
      .toSorted(([, a], [, b]) => a.length - b.length);
    if (!first) return undefined;
    const [kind, unread] = first;
    return { kind, others: cellsOf(unread), distinct: unread.length, values: unread.slice(0, mostNamed) };
  }
}

const fields = new Map(
  tellingKinds.flatMap((name) => {
    const kind = kinds.get(name);
    return kind ? [[name, loneField(kind)] as const] : [];
  }),
);
/** Sheets know no zones. */
const moment = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/;
const taxNumber = /^[0-9A-HJ-NPQRTUWXY]{15,20}$/i;

function reads(kind: TellingKind, text: string): boolean {
  const field = fields.get(kind);
  if (!field) return false;
  const spelt =
    kind === 'datetime'
      ? text.replace(moment, (_, day, time, rest = ':00') => `${day}T${time}${rest}Z`)
      : text;
  const read = field.kind.parse(spelt, field, 'zh');
  if (!read.ok || !field.kind.read(read.value, field).ok) return false;
  // Their kinds take nearly any text, as people write them.
  return kind === 'tax-number' ? taxNumber.test(text) : true;
}
