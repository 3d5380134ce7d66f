import { type Certificate, readCertificate } from './certificates.ts';
import {
  attribute,
  children,
  type Element,
  everyElement,
  parseXml,
  textIn,
  XmlRefused,
} from './parse-xml.ts';

/** What the metadata of a provider says of it. */
export interface ProviderMetadata {
  readonly entityId: string;
  /** The address at which people sign in. */
  readonly address: string;
  readonly certificates: readonly Certificate[];
}

/** Why metadata cannot be used: by code, and what is missing or wrong. */
export interface MetadataFlaw {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

type Read =
  | { readonly ok: true; readonly metadata: ProviderMetadata }
  | { readonly ok: false; readonly flaw: MetadataFlaw };

const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const byRedirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Reads the metadata XML by which an identity provider describes itself. */
export function readMetadata(text: string): Read {
  let all: readonly Element[];
  try {
    const { name, element } = parseXml(text.trim());
    if (!/^Entit(y|ies)Descriptor$/.test(name)) return flawed('saml-metadata-unreadable');
    all = [...everyElement(name, element)]
      .filter((one) => one.name === 'EntityDescriptor')
      .map((one) => one.element)
      .filter((one) => roleIn(one) !== undefined);
  } catch (error) {
    if (error instanceof XmlRefused) return flawed('saml-metadata-unreadable');
    throw error;
  }
  const [entity] = all;
  if (!entity) return lacking('IDPSSODescriptor (SAML 2.0)');
  if (all.length > 1) return flawed('saml-metadata-several', { count: all.length });
  return readEntity(entity);
}

function readEntity(entity: Element): Read {
  const role = roleIn(entity) ?? {};
  const entityId = attribute(entity, 'entityID').trim();
  if (entityId === '') return lacking('entityID');
  const address = children(role, 'SingleSignOnService').find(
    (one) => attribute(one, 'Binding') === byRedirect,
  );
  if (!address || !URL.canParse(attribute(address, 'Location')))
    return lacking('SingleSignOnService (HTTP-Redirect)');
  const read = children(role, 'KeyDescriptor')
    .filter((key) => attribute(key, 'use') !== 'encryption')
    .flatMap((key) => [...everyElement('KeyDescriptor', key)])
    .filter(({ name }) => name === 'X509Certificate')
    .map(({ element }) => readCertificate(textIn(element)));
  const certificates = read.flatMap((one) => (one.ok ? [one.certificate] : []));
  const wrong = read.findIndex(({ ok }) => !ok);
  if (certificates.length === 0) {
    const flaw = read[wrong];
    return flaw && !flaw.ok ? flawed(flaw.code, { number: wrong + 1 }) : lacking('X509Certificate');
  }
  return {
    ok: true,
    metadata: {
      entityId,
      address: attribute(address, 'Location'),
      // The same key is often described twice.
      certificates: [...new Map(certificates.map((one) => [one.pem, one])).values()],
    },
  };
}

function roleIn(entity: Element): Element | undefined {
  return children(entity, 'IDPSSODescriptor').find((role) =>
    attribute(role, 'protocolSupportEnumeration').split(/\s+/).includes(protocol),
  );
}

function lacking(what: string): Read {
  return flawed('saml-metadata-lacks', { what });
}

function flawed(code: string, params: MetadataFlaw['params'] = {}): Read {
  return { ok: false, flaw: { code, params } };
}
