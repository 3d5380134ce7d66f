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

/** How one signs in there: by a protocol for all, or as one of the platforms has it that offices in China work on. */
export type Protocol = 'oidc' | 'saml' | 'wecom' | 'dingtalk' | 'feishu';

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
  readonly protocol: Protocol;
  /** Of OpenID Connect alone. */
  readonly issuer: string;
  /** Of a platform that runs elsewhere than in its own cloud, its address; empty: in its cloud. */
  readonly service: string;
  /** Number of the application within the company, which WeCom asks for. */
  readonly agent: string;
  /** Whether its host may be in the private network, and its address http. */
  readonly isPrivate: boolean;
  readonly clientId: string;
  /** Null: a public client. */
  readonly secret: string | null;
  /** Those of its tenants whose people may come in, by their ids; none: it has but one. */
  readonly tenants: readonly string[];
  /** Says who it is to a provider of OpenID Connect by a key of its own, rather than by a secret. */
  readonly byKey: boolean;
  /** That key, as JSON; null: none was made yet. */
  readonly clientKey: string | null;
  readonly scopes: string;
  /** Of SAML alone: the provider's name for itself, where people sign in, and by which certificates it signs. */
  readonly entityId: string;
  readonly signInAddress: string;
  readonly certificates: string;
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

/** The account of whoever has these claims: tenants call their own people by names that another may have given, too. */
export function subjectOf({ tenants }: SignInProvider, { sub, tid }: JsonObject): string {
  const subject = typeof sub === 'string' ? sub : '';
  return subject !== '' && tenants.length > 0 && typeof tid === 'string' ? `${tid} ${subject}` : subject;
}

/** As the trail of a user says how he came to be as he is. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  oidc: 'OpenID Connect',
  saml: 'SAML 2.0',
  wecom: 'WeCom',
  dingtalk: 'DingTalk',
  feishu: 'Feishu',
};
