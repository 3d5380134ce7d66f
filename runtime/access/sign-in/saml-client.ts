import { readCertificates } from '../../common/saml/certificates.ts';
import { isPassing, judgeAssertion } from '../../common/saml/judge-assertion.ts';
import { type Element, XmlRefused } from '../../common/saml/parse-xml.ts';
import { claimsOf, readAnswer, readAssertion, type SamlAnswer } from '../../common/saml/read-answer.ts';
import { labelOf, type SignInProvider } from './provider.ts';
import {
  answerEncrypted,
  answerUntrusted,
  nameIdPassing,
  providerOther,
  signatureWeak,
  signInDenied,
  signInUnasked,
} from './refusals.ts';
import { type Checks, type ClientParts, type Proven, type SignInClient, wordIn } from './sign-in-client.ts';

/** How this system is called where people sign in by SAML. */
export interface OwnPlace {
  /** Its name for itself, which is the address of its metadata, too. */
  readonly entityId: string;
  /** The address that takes answers (assertion consumer service). */
  readonly answers: string;
}

/** Milliseconds that clocks of providers may be off. */
const tolerance = 60_000;
/** What nobody forges today; SHA-1 is not among it. */
const trusted: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

/**
 * Signs in by SAML 2.0: the request goes by redirect, the answer comes as a form that the browser sends. The library asks
 * the signature, over the assertion itself, and hands on what it covers; all that it says is judged here.
 */
export function samlClient(
  { clock, failed }: Pick<ClientParts, 'clock' | 'failed'>,
  { entityId, answers }: OwnPlace,
): SignInClient {
  /** The one door to the library, which is seldom needed. */
  async function open(provider: SignInProvider, request: string) {
    const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
    const idpCert = readCertificates(provider.certificates).flatMap((one) =>
      one.ok ? [one.certificate.pem] : [],
    );
    if (idpCert.length === 0) throw providerOther({ provider: labelOf(provider), reason: 'X509Certificate' });
    return new SAML({
      entryPoint: provider.signInAddress,
      issuer: entityId,
      callbackUrl: answers,
      idpCert,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      signatureAlgorithm: 'sha256',
      generateUniqueId: () => request,
      // By the server's own clock, and by what the browser keeps: asked here.
      validateInResponseTo: ValidateInResponseTo.never,
      acceptedClockSkewMs: -1,
      audience: false,
    });
  }

  return {
    begin: async (provider, _redirect, checks) =>
      (await open(provider, requestOf(checks))).getAuthorizeUrlAsync(checks.state, undefined, {}),

    async finish(provider, _redirect, sent, checks): Promise<Proven> {
      const label = labelOf(provider);
      const untrusted = (reason: string) => answerUntrusted({ provider: label, reason });
      const request = requestOf(checks);
      const answer = readSent(sent, untrusted);
      const { issuer, destination, inResponseTo, status } = answer;
      if (inResponseTo === '') throw signInUnasked();
      if (inResponseTo !== request) throw untrusted('InResponseTo');
      if (destination !== '' && destination !== answers) throw untrusted('Destination');
      if (issuer !== '' && issuer !== provider.entityId) throw untrusted('Issuer');
      if (status !== 'Success') throw signInDenied({ provider: label, reason: wordIn(status) });
      if (answer.isEncrypted) throw answerEncrypted({ provider: label });
      if (answer.assertions.length !== 1) throw untrusted('Assertion');
      const weak = answer.methods.find((method) => !trusted.has(method));
      if (weak !== undefined)
        throw signatureWeak({
          provider: label,
          reason: wordIn(weak.replace(/^.*#/, '').replaceAll('-', '_')),
        });
      const covered = await coveredBy(await open(provider, request), sent).catch((error: unknown) => {
        failed(error, provider);
        throw untrusted(momentIn(error) ?? 'Signature');
      });
      const assertion = readAssertion(covered);
      const wrong = judgeAssertion(assertion, {
        issuer: provider.entityId,
        audience: entityId,
        recipient: answers,
        request,
        now: clock(),
        tolerance,
      });
      if (wrong !== null) throw untrusted(wrong);
      if (isPassing(assertion)) throw nameIdPassing({ provider: label });
      return { subject: assertion.nameId, claims: claimsOf(assertion), idToken: '' };
    },

    end: () => Promise.resolve(null),
  };
}

/** Name of the request; those of XML begin with no digit. */
function requestOf({ nonce }: Pick<Checks, 'nonce'>): string {
  return `_${nonce}`;
}

/** Comments and notes for programs are in no answer of a provider, only in tricks: signatures do not cover them. */
const asides = /<!--|<\?(?!xml[\s?])/;

function readSent(sent: string, untrusted: (reason: string) => Error): SamlAnswer {
  const xml = Buffer.from(sent, 'base64').toString('utf8');
  if (asides.test(xml)) throw untrusted('comment');
  try {
    const answer = readAnswer(xml);
    if (answer) return answer;
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    throw untrusted(error.what ?? 'XML');
  }
  throw untrusted('Response');
}

/** The moment that the library could not read, in what is signed. */
function momentIn(error: unknown): string | undefined {
  return /\b(NotBefore|NotOnOrAfter|IssueInstant)\b/.exec(String(error))?.[1];
}

interface Library {
  validatePostResponseAsync(sent: { readonly SAMLResponse: string }): Promise<{
    readonly profile: { readonly getAssertion?: () => Record<string, unknown> } | null;
  }>;
}

/** The assertion, as the signature covers it: nothing of what else was sent is in it. */
async function coveredBy(library: Library, sent: string): Promise<Element> {
  const { profile } = await library.validatePostResponseAsync({ SAMLResponse: sent });
  const assertion = profile?.getAssertion?.()['Assertion'];
  if (typeof assertion !== 'object' || assertion === null) throw new Error('no assertion is covered');
  return assertion as Element;
}
