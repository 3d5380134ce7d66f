/** Significant digits that a double keeps. */
export const digits = 15;
/** Characters of a number beyond which nobody wrote it. */
const longest = 400;

const [zero, nine, minus, plus, point] = [0x30, 0x39, 0x2d, 0x2b, 0x2e];

const [inMinus, inZero, inWhole, inPoint, inFraction, inExponent, inSign, inPower] = [0, 1, 2, 3, 4, 5, 6, 7];

/** One number of JSON after the other, byte by byte: whether it is one, and whether a double holds it. */
export class NumberScan {
  #state = inMinus;
  #length = 0;
  #significant = 0;
  #hasPower = false;
  readonly #text = new Uint8Array(longest);

  /** With the sign or the first digit. */
  begin(byte: number): void {
    this.#length = 0;
    this.#significant = 0;
    this.#hasPower = false;
    this.#state = inMinus;
    if (byte === minus) this.#keep(byte);
    else this.take(byte);
  }

  /** False: it is none of the number any more. */
  take(byte: number): boolean {
    const next = nextState(this.#state, byte);
    if (next === undefined) return false;
    const isMantissa = next === inZero || next === inWhole || next === inFraction;
    if (isMantissa && (byte !== zero || this.#significant > 0)) this.#significant += 1;
    if (next === inExponent) this.#hasPower = true;
    this.#state = next;
    this.#keep(byte);
    return true;
  }

  /** It may end here. */
  get isWhole(): boolean {
    return (
      this.#state === inZero ||
      this.#state === inWhole ||
      this.#state === inFraction ||
      this.#state === inPower
    );
  }

  /** A double would round it, or cannot hold it at all. */
  get isLong(): boolean {
    if (this.#length > longest || this.#significant > digits) return true;
    if (!this.#hasPower) return false;
    return !Number.isFinite(Number(Buffer.from(this.#text.subarray(0, this.#length)).toString('latin1')));
  }

  #keep(byte: number): void {
    if (this.#length < longest) this.#text[this.#length] = byte;
    this.#length += 1;
  }
}

function nextState(state: number, byte: number): number | undefined {
  if (isDigit(byte)) return afterDigit(state, byte);
  if (byte === point) return state === inZero || state === inWhole ? inPoint : undefined;
  if (byte === plus || byte === minus) return state === inExponent ? inSign : undefined;
  const isPower = byte === 0x65 || byte === 0x45;
  return isPower && (state === inZero || state === inWhole || state === inFraction) ? inExponent : undefined;
}

function afterDigit(state: number, byte: number): number | undefined {
  if (state === inMinus) return byte === zero ? inZero : inWhole;
  if (state === inZero) return undefined;
  if (state === inWhole) return inWhole;
  return state === inPoint || state === inFraction ? inFraction : inPower;
}

export function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}
