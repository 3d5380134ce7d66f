import { amongTexts } from '../decisions/sentences.ts';
import type { Domain } from '../domain.ts';
import { actionTakes } from './action-takes.ts';
import { autoIssueDecision } from './auto-issue/input.ts';
import { orderDecision } from './batch-order/input.ts';
import { businessDecisions } from './business/input.ts';
import { callbackDecision } from './callbacks/input.ts';
import { goodsDecision } from './check-goods/input.ts';
import { rateDecision } from './check-rate/input.ts';
import { tolerancesDecision } from './check-tolerances/input.ts';
import { drawerDecision } from './choose-drawer/input.ts';
import { invoiceTypeDecision } from './choose-invoice-type/input.ts';
import { schemeDecision } from './choose-scheme/input.ts';
import { remarkDecision } from './compose-remark/input.ts';
import { unitDecision } from './convert-unit/input.ts';
import { creditDecision } from './credit/input.ts';
import { fileNameDecision } from './file-name/input.ts';
import { itemDecisions } from './items/input.ts';
import { knownToPackages } from './known-to-packages.ts';
import { licenceDecision } from './licence/input.ts';
import { messages as licenceMessages } from './licence/messages.ts';
import { lengthDecision } from './limit-length/input.ts';
import { blueDecision } from './match-blue/input.ts';
import { confirmationDecision } from './match-red-confirmation/input.ts';
import { leavingDecision } from './may-be-issued/input.ts';
import { mergeDecision } from './merge/input.ts';
import { issueMessages } from './messages.ts';
import { completionDecision, planDecision } from './plan/input.ts';
import { recordChecks } from './record-checks.ts';
import { confirmationStateDecision } from './red-confirmation/input.ts';
import { mailDecision } from './render-mail/input.ts';
import { scanDecision } from './scan/input.ts';
import { splitDecision } from './split/input.ts';
import { stepMessages, stepWords } from './steps.ts';
import { taxCodesDecision } from './tax-codes/input.ts';
import { titleDecisions } from './titles/input.ts';
import { trailActions } from './trail-actions.ts';
import { voidDecision } from './void/input.ts';

/** Brings e-invoicing to the rules. */
export const einvoicing: Domain = {
  ...knownToPackages,
  name: 'einvoicing',
  // In the order in which issuing comes to them.
  decisions: [
    scanDecision,
    planDecision,
    completionDecision,
    ...titleDecisions,
    ...itemDecisions,
    taxCodesDecision,
    unitDecision,
    invoiceTypeDecision,
    rateDecision,
    schemeDecision,
    remarkDecision,
    mergeDecision,
    splitDecision,
    lengthDecision,
    drawerDecision,
    ...businessDecisions,
    creditDecision,
    tolerancesDecision,
    goodsDecision,
    leavingDecision,
    blueDecision,
    confirmationDecision,
    confirmationStateDecision,
    voidDecision,
    orderDecision,
    autoIssueDecision,
    callbackDecision,
    fileNameDecision,
    mailDecision,
    licenceDecision,
  ],
  documents: [
    'invoice-application',
    'invoice-application/lines',
    'invoice-application/travellers',
    'invoice-application/freights',
    'pending-invoice',
    'pending-invoice/lines',
    'real-estate',
  ],
  actionTakes,
  recordChecks,
  messages: licenceMessages,
  texts: amongTexts({ steps: stepMessages, issues: issueMessages, words: stepWords }),
  trailActions,
  tagLabels: {
    issuing: { zh: '开票', en: 'Issuing' },
    scanning: { zh: '扫码开票', en: 'Issuing by scan' },
  },
};
