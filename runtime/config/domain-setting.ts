import type { Label } from '../../metadata/common/label.ts';

/** A setting of the environment that a domain brings. */
export interface DomainSetting {
  /** `GUIJU_SMS`. */
  readonly name: string;
  /** Tells whether a value fits, and what one looks like. Default: it may be anything. */
  readonly form?: { readonly like: Label; fits(text: string): boolean };
  /** The place for names and passwords, as the addresses of this setting name nobody. Default: it says no address. */
  readonly signingIn?: Label;
}
