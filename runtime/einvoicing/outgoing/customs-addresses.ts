/**
 * The addresses at which the app ID and secret of customs settings are verified, by the environment they are for; null:
 * none.
 */
export interface CustomsAddresses {
  readonly production: string | null;
  readonly test: string | null;
  /** Milliseconds an answer may take. Default: 10,000, as somebody sits before a page and waits. */
  readonly patience?: number;
}

/**
 * An address of HTTP; null: it is none.
 *
 * @example
 * readAddress('https://customs.example.com/verify') //=> 'https://customs.example.com/verify'
 * readAddress('customs.example.com') //=> null
 */
export function readAddress(text: string): string | null {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}
