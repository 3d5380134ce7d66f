import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Refusal } from '../../common/refusal.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { fits, textOf, textsOf } from './claims.ts';
import { type ClaimRule, labelOf, type SignInProvider } from './provider.ts';
import { noRuleFits, numberMissing, personDisabled, personOther, personUnknown } from './refusals.ts';

/** A rule, and what it made of the claims. */
export interface TriedRule {
  readonly fits: boolean;
  /** The texts that the claim has. */
  readonly found: readonly string[];
}

/** The user that claims lead to. */
export interface KnownPerson {
  readonly record: WireRecord;
  /** Whether another account of the same provider is his. */
  readonly isOthers: boolean;
}

/** Who somebody is by his claims, and what he gets by the rules: nothing of it is written yet. */
export interface Admission {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  /** Those that were tried, in order, up to the first that fits. */
  readonly tried: readonly TriedRule[];
  /** The first that fits. */
  readonly rule: ClaimRule | null;
  /** Null: he comes in. */
  readonly refusal: Refusal | null;
  /** Null: he is made. */
  readonly person: WireRecord | null;
  /** The fields of the user that become others; empty: none. */
  readonly changes: JsonObject;
}

/** The number by which claims name a user; empty: they name none. */
export function numberIn(provider: SignInProvider, claims: JsonObject): string {
  return textOf(claims, provider.numberClaim);
}

export function planAdmission(
  provider: SignInProvider,
  claims: JsonObject,
  known: KnownPerson | null,
): Admission {
  const number = numberIn(provider, claims);
  const tried = tryRules(provider.rules, claims);
  const rule = tried.at(-1)?.fits ? (provider.rules[tried.length - 1] ?? null) : null;
  const said = {
    number,
    name: textOf(claims, provider.nameClaim).slice(0, 200),
    email: emailIn(provider, claims),
  };
  const person = known?.record ?? null;
  return {
    ...said,
    tried,
    rule,
    refusal: refusalOf(provider, number, known, rule),
    person,
    changes: person ? changesOf(person, provider, said, rule) : wantedUser(said, rule),
  };
}

function tryRules(rules: readonly ClaimRule[], claims: JsonObject): readonly TriedRule[] {
  const tried: TriedRule[] = [];
  for (const rule of rules) {
    const found = textsOf(claims, rule.claim);
    tried.push({ found, fits: fits(rule, found) });
    if (tried.at(-1)?.fits) break;
  }
  return tried;
}

function refusalOf(
  provider: SignInProvider,
  number: string,
  known: KnownPerson | null,
  rule: ClaimRule | null,
): Refusal | null {
  const label = labelOf(provider);
  if (!known && number === '') return numberMissing({ provider: label, claim: provider.numberClaim });
  const user = known ? String(known.record['number']) : number;
  if (known?.isOthers) return personOther({ provider: label, user });
  if (known?.record['enabled'] === false) return personDisabled({ user });
  if (!known && !provider.makesUsers) return personUnknown({ provider: label, user });
  if (!rule && (provider.rules.length > 0 || !known)) return noRuleFits({ provider: label, user });
  return null;
}

type Said = Pick<Admission, 'number' | 'name' | 'email'>;

function emailIn({ emailClaim }: SignInProvider, claims: JsonObject): string {
  const email = textOf(claims, emailClaim);
  return claims['email_verified'] === false || !/^[^\s@]+@[^\s@]+$/.test(email) ? '' : email;
}

function wantedUser({ number, name, email }: Said, rule: ClaimRule | null): JsonObject {
  return {
    number,
    name: name || number,
    ...(email === '' ? {} : { email }),
    ...(rule ? { organisation: { id: rule.organisation.id }, roles: roleRows(rule) } : {}),
  };
}

function roleRows({ organisation, roles }: ClaimRule): readonly JsonObject[] {
  return roles.map(({ id }) => ({ role: { id }, organisation: { id: organisation.id } }));
}

/** What claims leave out stays as it is. */
function changesOf(
  person: WireRecord,
  { follows }: SignInProvider,
  { name, email }: Said,
  rule: ClaimRule | null,
): JsonObject {
  if (!follows) return {};
  const isThere = rule === null || idOf(person['organisation']) === rule.organisation.id;
  const roles = rule ? rolesOf(person['roles'], rule) : [];
  return {
    ...(name !== '' && person['name'] !== name ? { name } : {}),
    ...(email !== '' && person['email'] !== email ? { email } : {}),
    ...(isThere ? {} : { organisation: { id: rule.organisation.id } }),
    ...(roles.length > 0 ? { roles } : {}),
  };
}

/** The rows that go, and those that come, for a user to have just the roles that the rule gives; empty: he has them. */
function rolesOf(rows: Json | undefined, rule: ClaimRule): readonly JsonObject[] {
  const has = (Array.isArray(rows) ? rows : []).filter(isObject);
  const wanted = roleRows(rule);
  const isIn = (row: JsonObject, among: readonly JsonObject[]) => among.some((one) => isSame(one, row));
  return [
    ...has.filter((row) => !isIn(row, wanted)).map(({ id }) => ({ id: id ?? null, $delete: true })),
    ...wanted.filter((row) => !isIn(row, has)),
  ];
}

function isSame(one: JsonObject, other: JsonObject): boolean {
  return ['role', 'organisation'].every((name) => idOf(one[name]) === idOf(other[name]));
}

function idOf(value: Json | undefined): string {
  return isObject(value) ? String(value['id']) : '';
}
