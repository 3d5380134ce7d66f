import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { escaped } from '../../../metadata/common/html.ts';

/** A key, and the certificate that says whose it is. */
export interface KeyPair {
  readonly key: string;
  readonly certificate: string;
}

export interface SamlPerson {
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  /** Default: the account, as a name that stays. */
  readonly nameId?: string;
  readonly format?: string;
}

/** How answers are other than they should be. Default: they are not. */
export interface SpoiltAnswer {
  /** What is signed. Default: the assertion. */
  readonly signs?: 'nothing' | 'response' | 'both';
  /** Whether it is signed by a key that nobody told of. */
  readonly byStranger?: boolean;
  readonly sha1?: boolean;
  readonly audience?: string;
  readonly recipient?: string;
  readonly destination?: string;
  readonly issuer?: string;
  /** Null: as if nobody had asked. */
  readonly inResponseTo?: string | null;
  /** Of the assertion alone. */
  readonly confirmed?: string;
  /** Milliseconds by which its clock is off. */
  readonly off?: number;
  readonly status?: string;
  /** The assertion, before it is signed. */
  readonly said?: (assertion: string) => string;
  /** The answer, after it was signed. */
  readonly sent?: (answer: string) => string;
}

/** The form that a browser sends on. */
export interface SentForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An identity provider of SAML 2.0 on this machine, with whom people sign in by real HTTP. */
export interface SamlProvider {
  readonly entityId: string;
  readonly signInAddress: string;
  readonly certificate: string;
  readonly people: Map<string, SamlPerson>;
  spoilt: SpoiltAnswer;
  /** Requests that it was sent, as XML. */
  readonly requests: string[];
  metadata(...certificates: readonly string[]): string;
  /** From now on it signs with another key. */
  turnKey(): string;
  /** Signs in at this address; answers the form that is sent back. */
  signIn(address: string, account: string): Promise<SentForm>;
  close(): Promise<void>;
}

/** Makes a key with its certificate; `more`: as `openssl req` is told. */
export function makeKeyPair(name: string, ...more: readonly string[]): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-saml-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const usual = more.includes('-newkey') ? [] : ['-newkey', 'rsa:2048'];
  const days = more.includes('-days') ? [] : ['-days', '30'];
  const asked = ['req', '-x509', ...usual, '-nodes', '-keyout', key, '-out', certificate, ...days];
  try {
    execFileSync('openssl', [...asked, '-subj', `/CN=${name}`, ...more], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
};
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Signs the element of that name, as the key says; the signature stands where SAML wants it. */
export function signXml(xml: string, element: string, { key, certificate }: KeyPair, sha1 = false): string {
  const sig = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    canonicalizationAlgorithm: exclusive,
    signatureAlgorithm: sha1
      ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
      : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  });
  const xpath = `//*[local-name(.)='${element}']`;
  sig.addReference({
    xpath,
    transforms: [enveloped, exclusive],
    digestAlgorithm: sha1
      ? 'http://www.w3.org/2000/09/xmldsig#sha1'
      : 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  const reference = `${xpath}/*[local-name(.)='Issuer']`;
  sig.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'after' } });
  return sig.getSignedXml();
}

/** `host`: how this machine is called by those who ask the provider. */
export async function openSamlProvider(host = '127.0.0.1'): Promise<SamlProvider> {
  const people = new Map<string, SamlPerson>();
  const requests: string[] = [];
  const stranger = makeKeyPair('stranger');
  let pair = makeKeyPair('provider');

  function answerTo(request: string, account: string): string {
    const { spoilt } = provider;
    const asked = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(request)?.[1] ?? '';
    const [, audience = ''] = /<saml:Issuer[^>]*>([^<]*)</.exec(request) ?? [];
    const at = (milliseconds: number) =>
      new Date(Date.now() + (spoilt.off ?? 0) + milliseconds).toISOString();
    const place = asked('AssertionConsumerServiceURL');
    const { nameId = account, format = names.persistent, attributes = {} } = people.get(account) ?? {};
    const responds = spoilt.inResponseTo === undefined ? asked('ID') : spoilt.inResponseTo;
    const inResponseTo = responds === null ? '' : ` InResponseTo="${escaped(responds)}"`;
    const confirmed = spoilt.confirmed === undefined ? inResponseTo : ` InResponseTo="${spoilt.confirmed}"`;
    const issuer = `<saml:Issuer>${escaped(spoilt.issuer ?? provider.entityId)}</saml:Issuer>`;
    const rows = Object.entries(attributes).map(
      ([name, values]) =>
        `<saml:Attribute Name="${escaped(name)}">${[values]
          .flat()
          .map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`)
          .join('')}</saml:Attribute>`,
    );
    const assertion = [
      `<saml:Assertion xmlns:saml="${names.assertion}" ID="_a${randomUUID()}" Version="2.0" IssueInstant="${at(0)}">`,
      issuer,
      `<saml:Subject><saml:NameID Format="${format}">${escaped(nameId)}</saml:NameID>`,
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
      `<saml:SubjectConfirmationData NotOnOrAfter="${at(300_000)}" Recipient="${escaped(spoilt.recipient ?? place)}"${confirmed}/>`,
      '</saml:SubjectConfirmation></saml:Subject>',
      `<saml:Conditions NotBefore="${at(-1000)}" NotOnOrAfter="${at(300_000)}"><saml:AudienceRestriction>`,
      `<saml:Audience>${escaped(spoilt.audience ?? audience)}</saml:Audience>`,
      '</saml:AudienceRestriction></saml:Conditions>',
      `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="s1"/>`,
      rows.length > 0 ? `<saml:AttributeStatement>${rows.join('')}</saml:AttributeStatement>` : '',
      '</saml:Assertion>',
    ].join('');
    const said = spoilt.said?.(assertion) ?? assertion;
    const by = spoilt.byStranger ? stranger : pair;
    const signs = spoilt.signs ?? 'assertion';
    const sealed = /assertion|both/.test(signs) ? signXml(said, 'Assertion', by, spoilt.sha1) : said;
    const status = spoilt.status ?? 'Success';
    const answer = [
      `<samlp:Response xmlns:samlp="${names.protocol}" xmlns:saml="${names.assertion}" ID="_r${randomUUID()}" Version="2.0"`,
      ` IssueInstant="${at(0)}" Destination="${escaped(spoilt.destination ?? place)}"${inResponseTo}>${issuer}`,
      `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>`,
      status === 'Success' ? sealed : '',
      '</samlp:Response>',
    ].join('');
    const whole = /response|both/.test(signs) ? signXml(answer, 'Response', by, spoilt.sha1) : answer;
    return spoilt.sent?.(whole) ?? whole;
  }

  const page = (body: string) =>
    `<!doctype html><html lang="en"><title>Sign in</title><body>${body}</body></html>`;
  const hidden = (name: string, value: string) =>
    `<input type="hidden" name="${name}" value="${escaped(value)}">`;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const asked = request.method === 'POST' ? form : url.searchParams;
    const script = '<script>document.forms[0].submit()</script>';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const site = url.searchParams.get('unasked');
    if (site !== null) {
      // As where somebody clicks a tile there: nothing here was asked for.
      const sent = hidden('SAMLResponse', Buffer.from('<Response/>').toString('base64'));
      response.end(
        page(`<form method="post" action="${escaped(site)}/api/session/saml">${sent}</form>${script}`),
      );
      return;
    }
    const [travelled, state] = [asked.get('SAMLRequest') ?? '', asked.get('RelayState') ?? ''];
    const xml = inflateRawSync(Buffer.from(travelled, 'base64')).toString('utf8');
    const own = hidden('SAMLRequest', travelled) + hidden('RelayState', state);
    if (request.method !== 'POST') {
      requests.push(xml);
      const button = '<input name="login" aria-label="Account"><button type="submit">Sign in</button>';
      response.end(page(`<form method="post" action="/sso">${own}${button}</form>`));
      return;
    }
    const place = /AssertionConsumerServiceURL="([^"]*)"/.exec(xml)?.[1] ?? '';
    const answer = Buffer.from(answerTo(xml, form.get('login') ?? '')).toString('base64');
    const sent = hidden('SAMLResponse', answer) + hidden('RelayState', state);
    response.end(page(`<form method="post" action="${escaped(place)}">${sent}</form>${script}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;

  const provider: SamlProvider = {
    entityId: `${origin}/metadata`,
    signInAddress: `${origin}/sso`,
    get certificate() {
      return pair.certificate;
    },
    people,
    requests,
    spoilt: {},
    metadata(...certificates) {
      const keys = (certificates.length > 0 ? certificates : [pair.certificate]).map(
        (one) =>
          `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${one.replaceAll(/-----[A-Z ]+-----/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
      );
      const place = (binding: string) =>
        `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${origin}/sso"/>`;
      return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${provider.entityId}">`,
        `<md:IDPSSODescriptor protocolSupportEnumeration="${names.protocol}">`,
        ...keys,
        place('HTTP-POST'),
        place('HTTP-Redirect'),
        '</md:IDPSSODescriptor></md:EntityDescriptor>',
      ].join('\n');
    },
    turnKey() {
      pair = makeKeyPair('provider');
      return pair.certificate;
    },
    async signIn(address, login) {
      const { searchParams } = new URL(address);
      const shown = await fetch(address);
      await shown.text();
      const body = new URLSearchParams({ ...Object.fromEntries(searchParams), login });
      const text = await (await fetch(`${origin}/sso`, { method: 'POST', body })).text();
      const plain = (html: string) =>
        html
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
      const fields = [...text.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, plain(value)] as const,
      );
      return { action: plain(/action="([^"]*)"/.exec(text)?.[1] ?? ''), fields: Object.fromEntries(fields) };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}
