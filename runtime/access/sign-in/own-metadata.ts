import { escaped } from '../../../metadata/common/html.ts';
import type { OwnPlace } from './saml-client.ts';

/** How this system describes itself to providers of SAML: whatever it asks for, they find in here. */
export function ownMetadata({ entityId, answers }: OwnPlace): string {
  const binding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escaped(entityId)}">`,
    '  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    `    <md:AssertionConsumerService Binding="${binding}" Location="${escaped(answers)}" index="0" isDefault="true"/>`,
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
    '',
  ].join('\n');
}
