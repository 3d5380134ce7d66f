import type { Assertion, Confirmation } from './read-answer.ts';

/** What an assertion has to be, to let somebody in who began to sign in here. */
export interface Expected {
  /** The provider's name for itself. */
  readonly issuer: string;
  /** This system's name for itself. */
  readonly audience: string;
  /** The address that takes answers. */
  readonly recipient: string;
  /** The request that was sent. */
  readonly request: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds that clocks may be off. */
  readonly tolerance: number;
}

/** Conditions that are understood here; with any other nobody may rely on the assertion. */
const understood: ReadonlySet<string> = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']);
/** A name that is another one at each sign-in. */
const passing = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
/** Letters that a name of somebody may have. */
const longestName = 255;

/** Null: all of it is as it has to be. Else what of it is not, as the protocol calls it. */
export function judgeAssertion(assertion: Assertion, expected: Expected): string | null {
  const { issuer, audiences, conditions, notBefore, notOnOrAfter, sessionEnds } = assertion;
  if (issuer !== expected.issuer) return 'Issuer';
  if (conditions.some((name) => !understood.has(name))) return 'Conditions';
  if (audiences.length === 0 || !audiences.every((names) => names.includes(expected.audience)))
    return 'Audience';
  if (!assertion.hasSignIn) return 'AuthnStatement';
  if (assertion.nameId === '' || assertion.nameId.length > longestName) return 'NameID';
  const late = outsideTime({ notBefore, notOnOrAfter }, expected);
  if (late !== null) return late;
  if (sessionEnds.some((end) => outsideTime({ notBefore: '', notOnOrAfter: end }, expected) !== null))
    return 'SessionNotOnOrAfter';
  const wrong = assertion.confirmations.map((one) => judgeConfirmation(one, expected));
  return wrong.includes(null) ? null : (wrong[0] ?? 'SubjectConfirmation');
}

/** Whether the provider calls people by another name at each sign-in, so that nobody is known again. */
export function isPassing({ nameIdFormat }: Assertion): boolean {
  return nameIdFormat === passing;
}

function judgeConfirmation(confirmation: Confirmation, expected: Expected): string | null {
  if (confirmation.recipient !== expected.recipient) return 'Recipient';
  if (confirmation.inResponseTo !== expected.request) return 'InResponseTo';
  if (confirmation.notOnOrAfter === '') return 'NotOnOrAfter';
  return outsideTime(confirmation, expected);
}

function outsideTime(
  { notBefore, notOnOrAfter }: Pick<Assertion, 'notBefore' | 'notOnOrAfter'>,
  { now, tolerance }: Expected,
): string | null {
  // What is no moment compares as false: it is neither before nor after anything.
  if (notBefore !== '' && !(momentOf(notBefore) <= now + tolerance)) return 'NotBefore';
  if (notOnOrAfter !== '' && !(momentOf(notOnOrAfter) > now - tolerance)) return 'NotOnOrAfter';
  return null;
}

/** Moments of SAML are in UTC, and say so; NaN: it is none. */
function momentOf(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
}
