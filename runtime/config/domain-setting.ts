import type { Label } from '../../metadata/common/label.ts';

/** A setting of the environment that a domain brings. */
export interface DomainSetting {
  /** `GUIJU_SMS`. */
  readonly name: string;
  /** Code of what is wrong with what was said; null: nothing. Default: nothing ever is. */
  problem?(text: string): string | null;
  /** Where what somebody signs in with belongs, as the addresses of this setting name nobody. Default: it says no address. */
  readonly signingIn?: Label;
}
