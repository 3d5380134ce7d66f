import { X509Certificate } from 'node:crypto';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { SigningCertificate } from '../../../metadata/contract/people/single-sign-on.ts';

/** A certificate by which a provider signs. */
export interface Certificate {
  /** Its holder, as it says itself. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** As checks of signatures take it. */
  readonly pem: string;
}

/** A certificate, or what is wrong with what stands in its place. */
type Read =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly code: string };

/** Bits of an RSA key from which on nobody forges what it signs. */
const leastBits = 2048;
const armour = /-----(?:BEGIN|END) [A-Z ]+-----/;

/** Certificates as people paste them: one or several, with their headings (PEM), or one without. */
export function readCertificates(text: string): readonly Read[] {
  return text
    .split(armour)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(readCertificate);
}

/** One certificate in base64. */
export function readCertificate(base64: string): Read {
  const bare = base64.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return { ok: false, code: 'saml-certificate-unreadable' };
  const pem = `-----BEGIN CERTIFICATE-----\n${(bare.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
  try {
    const read = new X509Certificate(pem);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = read.publicKey;
    if (type !== 'rsa' || (details?.modulusLength ?? 0) < leastBits)
      return { ok: false, code: 'saml-certificate-weak' };
    const certificate = {
      subject: read.subject.split('\n').join(', '),
      from: read.validFromDate.getTime(),
      to: read.validToDate.getTime(),
      pem,
    };
    return { ok: true, certificate };
  } catch {
    return { ok: false, code: 'saml-certificate-unreadable' };
  }
}

/** Those of the certificates that can be read, one after the other as one text. */
export function asPem(certificates: readonly Certificate[]): string {
  return certificates.map(({ pem }) => pem).join('');
}

/** Says of each certificate what is wrong with it; that its time is over is a warning. */
export function certificateProblems(path: string, text: string, now: number): readonly Problem[] {
  return readCertificates(text).flatMap((read, at): readonly Problem[] => {
    if (!read.ok) return [{ path, code: read.code, params: { number: at + 1 } }];
    const { subject, to } = read.certificate;
    if (to > now) return [];
    const params = { subject, day: dayOf(to) };
    return [{ path, code: 'saml-certificate-ended', params, severity: 'warning' }];
  });
}

/** Those that can be read, as people look them over. */
export function listCertificates(text: string, now: number): readonly SigningCertificate[] {
  return readCertificates(text).flatMap((read) => {
    if (!read.ok) return [];
    const { subject, from, to } = read.certificate;
    return [{ subject, from: dayOf(from), to: dayOf(to), ended: to <= now }];
  });
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
