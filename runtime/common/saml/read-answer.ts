import type { JsonObject } from '../../../metadata/common/json.ts';
import {
  attribute,
  child,
  childNames,
  children,
  type Element,
  everyElement,
  parseXml,
  type Root,
  textIn,
  type XmlLimits,
} from './parse-xml.ts';

/** What a provider answered, as it travels: what of it is sealed nobody has asked yet. */
export interface SamlAnswer {
  readonly issuer: string;
  readonly destination: string;
  /** The request that it answers; empty: nobody asked. */
  readonly inResponseTo: string;
  /** The last word of its status: `Success`, `AuthnFailed`. */
  readonly status: string;
  /** All assertions that stand anywhere in it. */
  readonly assertions: readonly Element[];
  readonly isEncrypted: boolean;
  /** Methods of all signatures in it, and of the digests below them. */
  readonly methods: readonly string[];
}

/** Somebody's right to bring the assertion. */
export interface Confirmation {
  readonly recipient: string;
  readonly inResponseTo: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
}

/** What a provider asserts of somebody who signed in there. */
export interface Assertion {
  readonly issuer: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  /** Each names those it is for; it has to be for this system by all of them. */
  readonly audiences: readonly (readonly string[])[];
  /** Conditions that a receiver has to understand. */
  readonly conditions: readonly string[];
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  /** Of whoever brings it, without a key of his own. */
  readonly confirmations: readonly Confirmation[];
  /** Whether it says that somebody signed in, rather than something else of him. */
  readonly hasSignIn: boolean;
  readonly sessionEnds: readonly string[];
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly name: string;
  readonly friendlyName: string;
  readonly values: readonly string[];
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Whoever is no one yet may have it read: a person in a thousand groups has no more. */
const limits: XmlLimits = { elements: 1500, attributes: 3000 };

/** Reads a response; null: it is none. */
export function readAnswer(xml: string): SamlAnswer | null {
  const { name, element } = parseXml(xml, limits);
  if (name !== 'Response' || attribute(element, 'Version') !== '2.0') return null;
  const all = [...everyElement(name, element)];
  return {
    issuer: textIn(child(element, 'Issuer')),
    destination: attribute(element, 'Destination'),
    inResponseTo: attribute(element, 'InResponseTo'),
    status: statusOf(all),
    assertions: named(all, 'Assertion'),
    isEncrypted: all.some((one) => /^Encrypted(Assertion|ID|Attribute)$/.test(one.name)),
    methods: [...named(all, 'SignatureMethod'), ...named(all, 'DigestMethod')].map((one) =>
      attribute(one, 'Algorithm'),
    ),
  };
}

/** Reads the assertion in a response or by itself; null: there is not just one. */
export function readPastedAssertion(xml: string): Assertion | null {
  const { name, element } = parseXml(xml);
  const [assertion, another] = named([...everyElement(name, element)], 'Assertion');
  return assertion && !another ? readAssertion(assertion) : null;
}

export function readAssertion(assertion: Element): Assertion {
  const subject = child(assertion, 'Subject') ?? {};
  const conditions = child(assertion, 'Conditions') ?? {};
  const nameId = child(subject, 'NameID');
  const statements = children(assertion, 'AuthnStatement');
  return {
    issuer: textIn(child(assertion, 'Issuer')),
    nameId: textIn(nameId),
    nameIdFormat: attribute(nameId, 'Format'),
    audiences: children(conditions, 'AudienceRestriction').map((one) =>
      children(one, 'Audience').map(textIn),
    ),
    conditions: childNames(conditions),
    notBefore: attribute(conditions, 'NotBefore'),
    notOnOrAfter: attribute(conditions, 'NotOnOrAfter'),
    confirmations: children(subject, 'SubjectConfirmation')
      .filter((one) => attribute(one, 'Method') === bearer)
      .map((one) => readConfirmation(child(one, 'SubjectConfirmationData'))),
    hasSignIn: statements.length > 0,
    sessionEnds: statements.map((one) => attribute(one, 'SessionNotOnOrAfter')).filter((end) => end !== ''),
    attributes: children(assertion, 'AttributeStatement')
      .flatMap((one) => children(one, 'Attribute'))
      .map((one) => ({
        name: attribute(one, 'Name'),
        friendlyName: attribute(one, 'FriendlyName'),
        values: children(one, 'AttributeValue').map(textIn),
      })),
  };
}

/** The claims of an assertion: each attribute by its name, and by the one people call it by where no other has that. */
export function claimsOf({ nameId, attributes }: Assertion): JsonObject {
  const values = new Map<string, readonly string[]>();
  const put = (name: string, more: readonly string[]) => {
    if (name !== '') values.set(name, [...(values.get(name) ?? []), ...more]);
  };
  for (const { name, values: more } of attributes) put(name, more);
  const names = new Set(values.keys());
  for (const { friendlyName, values: more } of attributes)
    if (!names.has(friendlyName)) put(friendlyName, more);
  for (const [claim, ...others] of usual) {
    const found = others.find((name) => values.has(name));
    if (!values.has(claim) && found !== undefined) put(claim, values.get(found) ?? []);
  }
  const said = [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all] as const);
  return {
    preferred_username: nameId,
    ...Object.fromEntries(said),
    // The account is what the provider says of the subject, whatever attributes are called.
    sub: nameId,
    NameID: nameId,
  };
}

/** Claims that OpenID Connect has, and what providers call the same in SAML. */
const usual: readonly (readonly [string, ...string[]])[] = [
  [
    'name',
    'displayName',
    'urn:oid:2.16.840.1.113730.3.1.241',
    'http://schemas.microsoft.com/identity/claims/displayname',
    'cn',
    'urn:oid:2.5.4.3',
  ],
  [
    'email',
    'mail',
    'urn:oid:0.9.2342.19200300.100.1.3',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
    'emailAddress',
  ],
  [
    'groups',
    'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
    'http://schemas.xmlsoap.org/claims/Group',
    'memberOf',
  ],
];

function readConfirmation(data: Element | undefined): Confirmation {
  return {
    recipient: attribute(data, 'Recipient'),
    inResponseTo: attribute(data, 'InResponseTo'),
    notBefore: attribute(data, 'NotBefore'),
    notOnOrAfter: attribute(data, 'NotOnOrAfter'),
  };
}

/** The innermost code says most. */
function statusOf(all: readonly Root[]): string {
  const codes = named(all, 'StatusCode').map((one) => attribute(one, 'Value').replace(/^.*:/, ''));
  return codes[0] === 'Success' ? 'Success' : (codes.at(-1) ?? '');
}

function named(all: readonly Root[], name: string): readonly Element[] {
  return all.filter((one) => one.name === name).map(({ element }) => element);
}
