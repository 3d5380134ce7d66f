import { append } from '../../../metadata/common/append.ts';
import { abs, integerDigits, round, scaleOf } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { cutTo, type LengthUnit, lengthOf } from '../../decisions/measure.ts';
import { type Decided, type Place, Trace, type TraceLevel } from '../../decisions/trace.ts';

export type ChannelKind = 'leqi' | 'rpa' | 'tax-control';
/** The handling of a text that is too long: somebody is told, or it is cut. */
export type TooLong = 'warn' | 'cut';

/** The question of the length of texts on an invoice. */
export interface LengthQuestion {
  readonly channel: ChannelKind;
  readonly sign?: 'blue' | 'red';
  /** The kind of the blue invoice that a red one takes back. Default: digital. */
  readonly blueKind?: 'digital' | 'tax-control';
  /** For all members that have no handling of their own. Default: warn. */
  readonly handling?: TooLong;
  readonly nameTooLong?: TooLong | null | undefined;
  readonly specTooLong?: TooLong | null | undefined;
  readonly unitTooLong?: TooLong | null | undefined;
  readonly priceTooLong?: TooLong | null | undefined;
  readonly remarkTooLong?: TooLong | null | undefined;
  readonly remark?: Text;
  readonly itemName?: Text;
  readonly spec?: Text;
  readonly unit?: Text;
  readonly price?: Text;
}

type Member = 'remark' | 'itemName' | 'spec' | 'unit' | 'price';

export interface TooLongMember {
  readonly field: Member;
  readonly limit: number;
  /** So many characters (or bytes) too many. */
  readonly by: number;
  /** The digits that are counted, where it is not the length. */
  readonly of?: 'decimals' | 'integer-digits';
}

export interface LimitedLengths extends Partial<Readonly<Record<Member, string>>> {
  readonly tooLong: readonly TooLongMember[];
}

interface Limit {
  readonly most: number;
  readonly unit: LengthUnit;
}

const texts = {
  itemName: { own: 'nameTooLong', digital: 100, device: 92 },
  spec: { own: 'specTooLong', digital: 40, device: 40 },
  unit: { own: 'unitTooLong', digital: 22, device: 22 },
} as const;

/** The digits of a price that the bureau takes, where it is not on a tax device. */
const mostDecimals = 13;
const mostIntegerDigits = 12;

export function limitLength(question: LengthQuestion, level?: TraceLevel): Decided<LimitedLengths> {
  const trace = new Trace(level);
  const limiter = new Limiter(question, trace);
  for (const member of ['itemName', 'spec', 'unit'] as const) {
    const { own, digital, device } = texts[member];
    const limit: Limit =
      question.channel === 'tax-control'
        ? { most: device, unit: 'bytes' }
        : { most: digital, unit: 'characters' };
    limiter.text(member, limit, question[own]);
  }
  limiter.price();
  limiter.text('remark', remarkLimit(question), question.remarkTooLong);
  return trace.decided({ ...limiter.values, tooLong: limiter.tooLong });
}

/**
 * @example
 * remarkLimit({ channel: 'leqi', sign: 'red', blueKind: 'tax-control' }) //=> { most: 378, unit: 'characters' }
 */
export function remarkLimit({
  channel,
  sign = 'blue',
  blueKind = 'digital',
}: Pick<LengthQuestion, 'channel' | 'sign' | 'blueKind'>): Limit {
  if (channel === 'tax-control') return { most: 230, unit: 'bytes' };
  if (sign === 'blue') return { most: channel === 'leqi' ? 450 : 200, unit: 'characters' };
  if (channel === 'rpa') return { most: 0, unit: 'characters' };
  return { most: blueKind === 'digital' ? 385 : 378, unit: 'characters' };
}

class Limiter {
  readonly tooLong: TooLongMember[] = [];
  readonly values: Partial<Record<Member, string>> = {};
  readonly #question: LengthQuestion;
  readonly #trace: Trace;

  constructor(question: LengthQuestion, trace: Trace) {
    this.#question = question;
    this.#trace = trace;
  }

  text(field: Member, { most, unit }: Limit, own: TooLong | null | undefined): void {
    const text = this.#question[field];
    if (!isGiven(text)) return;
    const by = lengthOf(text, unit) - most;
    this.values[field] = text;
    if (by <= 0) return;
    this.tooLong.push({ field, limit: most, by });
    if (this.#handling(own) === 'cut') this.#cut(field, text, cutTo(text, most, unit));
    else this.#warn(field, { most, unit }, by);
  }

  price(): void {
    const { price } = this.#question;
    if (!isGiven(price)) return;
    this.values.price = price;
    const found = this.#tooLongPrice(price);
    if (found.length === 0) return;
    append(this.tooLong, found);
    if (this.#tooWide(price)) {
      this.#trace.stops('price-too-large', place('price'), { price, digits: integerDigits(abs(price)) });
      return;
    }
    if (this.#handling(this.#question.priceTooLong) !== 'cut') {
      for (const { limit, by } of found) this.#warn('price', { most: limit, unit: 'characters' }, by);
      return;
    }
    const room = this.#mostCharacters() - Math.max(1, integerDigits(price)) - (price.startsWith('-') ? 2 : 1);
    const cut = round(price, Math.max(0, Math.min(mostDecimals, room)));
    // Rounding up may need one digit more before the point.
    if (this.#tooLongPrice(cut).length > 0) this.#trace.stops('price-too-large', place('price'), { price });
    else this.#cut('price', price, cut);
  }

  #tooLongPrice(price: string): readonly TooLongMember[] {
    const most = this.#mostCharacters();
    const found: TooLongMember[] = [];
    const check = (limit: number, by: number, of?: TooLongMember['of']) => {
      if (by > 0) found.push({ field: 'price', limit, by, ...(of ? { of } : {}) });
    };
    check(most, price.length - most);
    if (this.#question.channel === 'tax-control' || found.length > 0) return found;
    check(mostDecimals, scaleOf(price) - mostDecimals, 'decimals');
    check(mostIntegerDigits, integerDigits(abs(price)) - mostIntegerDigits, 'integer-digits');
    return found;
  }

  #tooWide(price: string): boolean {
    return this.#question.channel !== 'tax-control' && integerDigits(abs(price)) > mostIntegerDigits;
  }

  #mostCharacters(): number {
    const { channel, sign = 'blue' } = this.#question;
    return channel === 'rpa' && sign === 'blue' ? 16 : 25;
  }

  #handling(own: TooLong | null | undefined): TooLong {
    return own ?? this.#question.handling ?? 'warn';
  }

  #cut(field: Member, before: string, after: string): void {
    this.values[field] = after;
    this.#trace.step('text-cut', {
      at: place(field),
      before: { [field]: before },
      after: { [field]: after },
    });
  }

  /** Notes a text that has to be shortened by hand before the invoice can be issued. */
  #warn(field: Member, limit: Limit, by: number): void {
    this.#trace.stops(this.#codeOf(field, limit), place(field), { field, limit: limit.most, by });
  }

  #codeOf(field: Member, { most, unit }: Limit): string {
    const { channel, sign, blueKind = 'digital' } = this.#question;
    if (unit === 'bytes') return 'text-too-many-bytes';
    if (most === 0) return 'red-remark-own';
    const isRedRemark = field === 'remark' && channel === 'leqi' && sign === 'red';
    return isRedRemark && blueKind === 'digital' ? 'red-remark-too-long' : 'text-too-long';
  }
}

function place(field: Member): Place {
  return { field };
}
