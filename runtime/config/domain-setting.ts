import type { Label } from '../../metadata/common/label.ts';

/** A setting of the environment that a domain brings. */
export interface DomainSetting {
  /** `GUIJU_SMS`. */
  readonly name: string;
  /** Whether it can be what was said, and what such a thing looks like. Default: it may be anything. */
  readonly form?: { readonly like: Label; fits(text: string): boolean };
  /** Where what somebody signs in with belongs, as the addresses of this setting name nobody. Default: it says no address. */
  readonly signingIn?: Label;
}
