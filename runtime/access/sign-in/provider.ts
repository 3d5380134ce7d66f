import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';

/** A record that a rule gives: an organisation, or a role. */
export interface Given {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

export type ClaimOperator = 'equals' | 'not-equals' | 'starts-with' | 'ends-with' | 'exists' | 'always';

/** A row of the rules of a provider. */
export interface ClaimRule {
  readonly claim: string;
  readonly operator: ClaimOperator;
  readonly value: string;
  readonly organisation: Given;
  readonly roles: readonly Given[];
}

/** An identity provider, as somebody configured it. */
export interface SignInProvider {
  readonly id: string;
  /** Another one after each change of the record. */
  readonly revision: number;
  readonly number: string;
  readonly name: string;
  /** Empty: as `name`. */
  readonly nameEn: string;
  readonly enabled: boolean;
  readonly issuer: string;
  /** Whether its host may be in the private network, and its address http. */
  readonly isPrivate: boolean;
  readonly clientId: string;
  /** Null: a public client. */
  readonly secret: string | null;
  readonly scopes: string;
  readonly numberClaim: string;
  readonly nameClaim: string;
  readonly emailClaim: string;
  /** Whether who has no user gets one. */
  readonly makesUsers: boolean;
  /** Whether known people are brought up to date at each sign-in. */
  readonly follows: boolean;
  readonly rules: readonly ClaimRule[];
}

/** As people call it, in either language. */
export function labelOf({ name, nameEn }: Pick<SignInProvider, 'name' | 'nameEn'>): Label & JsonObject {
  return { zh: name, en: nameEn || name };
}
