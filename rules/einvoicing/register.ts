import { autoIssueDecision } from '../decisions/auto-issue/input.ts';
import { orderDecision } from '../decisions/batch-order/input.ts';
import { businessDecisions } from '../decisions/business/input.ts';
import { goodsDecision } from '../decisions/check-goods/input.ts';
import { rateDecision } from '../decisions/check-rate/input.ts';
import { tolerancesDecision } from '../decisions/check-tolerances/input.ts';
import { drawerDecision } from '../decisions/choose-drawer/input.ts';
import { invoiceTypeDecision } from '../decisions/choose-invoice-type/input.ts';
import { schemeDecision } from '../decisions/choose-scheme/input.ts';
import { amongTexts } from '../decisions/common/sentences.ts';
import { remarkDecision } from '../decisions/compose-remark/input.ts';
import { unitDecision } from '../decisions/convert-unit/input.ts';
import { creditDecision } from '../decisions/credit/input.ts';
import { fileNameDecision } from '../decisions/file-name/input.ts';
import { imageCodeDecision } from '../decisions/image-code/input.ts';
import { imagingDecision } from '../decisions/imaging-route/input.ts';
import { itemDecisions } from '../decisions/items/input.ts';
import { licenceDecision } from '../decisions/licence/input.ts';
import { messages as licenceMessages } from '../decisions/licence/messages.ts';
import { lengthDecision } from '../decisions/limit-length/input.ts';
import { blueDecision } from '../decisions/match-blue/input.ts';
import { confirmationDecision } from '../decisions/match-red-confirmation/input.ts';
import { mergeDecision } from '../decisions/merge/input.ts';
import { issueMessages } from '../decisions/messages.ts';
import { completionDecision, planDecision } from '../decisions/plan/input.ts';
import { mailDecision } from '../decisions/render-mail/input.ts';
import { splitDecision } from '../decisions/split/input.ts';
import { stepMessages, stepWords } from '../decisions/steps.ts';
import { titleDecisions } from '../decisions/titles/input.ts';
import type { Domain } from '../domain.ts';
import { knownToPackages } from './known-to-packages.ts';
import { recordChecks } from './record-checks.ts';

/** Brings e-invoicing to the rules. */
export const einvoicing: Domain = {
  ...knownToPackages,
  name: 'einvoicing',
  // In the order in which issuing comes to them.
  decisions: [
    planDecision,
    completionDecision,
    ...titleDecisions,
    ...itemDecisions,
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
    blueDecision,
    confirmationDecision,
    orderDecision,
    autoIssueDecision,
    fileNameDecision,
    mailDecision,
    imagingDecision,
    imageCodeDecision,
    licenceDecision,
  ],
  documents: ['invoice-application', 'invoice-application/lines', 'pending-invoice', 'pending-invoice/lines'],
  recordChecks,
  messages: licenceMessages,
  texts: amongTexts({ steps: stepMessages, issues: issueMessages, words: stepWords }),
};
