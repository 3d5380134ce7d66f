import type { Domain } from '../../metadata/domain.ts';

/** The names that packages may use because e-invoicing is there. */
export const knownToPackages: Domain = {
  capabilities: [
    'authorise-licence',
    'withdraw-licence',
    'send-again',
    'submit-application',
    'plan-application',
    'issue-application',
    'issue-pending',
    'reverse-invoice',
    'void-invoice',
    'send-information',
    'revoke-information',
    'red-by-information',
    'enter-confirmation',
    'agree-confirmation',
    'refuse-confirmation',
    'withdraw-confirmation',
    'ask-confirmation',
    'confirm-leqi-summary',
    'return-quota',
    'draw-qr',
    'run-now',
    'run-again',
    'try-mailbox',
    'try-address',
    'verify-customs',
    'fetch-declarations',
  ],
  icons: {
    customs: { zh: '海关', en: 'Customs' },
    invoice: { zh: '发票', en: 'Invoice' },
    issue: { zh: '开票', en: 'Issuing' },
    receive: { zh: '收票', en: 'Receiving' },
  },
};
