/** The clouds of the vendor, as the operator configured them; null: they are asked and told nothing. */
export interface Clouds {
  /** The platform of licences: `groups` and `withdrawals` stand below it. */
  readonly licences: string | null;
  /** The mobile cloud: `codes` stands below it. */
  readonly mobile: string | null;
  /** Signs what the mobile cloud is told; null: nothing does. */
  readonly mobileSecret: string | null;
}

/** Milliseconds that an answer may take. */
export const cloudPatience = 10_000;

export const cloudCodes = {
  refused: 'cloud-refused',
  answered: 'cloud-answered',
  timeout: 'cloud-timeout',
  unreachable: 'cloud-unreachable',
} as const;

/** An address below another one, whether or not that ends in a slash. */
export function below(address: string, path: string): string {
  return new URL(path, address.endsWith('/') ? address : `${address}/`).href;
}
