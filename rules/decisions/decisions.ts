import { autoIssueDecision } from './auto-issue/input.ts';
import { orderDecision } from './batch-order/input.ts';
import { businessDecisions } from './business/input.ts';
import { goodsDecision } from './check-goods/input.ts';
import { rateDecision } from './check-rate/input.ts';
import { tolerancesDecision } from './check-tolerances/input.ts';
import { drawerDecision } from './choose-drawer/input.ts';
import { invoiceTypeDecision } from './choose-invoice-type/input.ts';
import { schemeDecision } from './choose-scheme/input.ts';
import type { Decision } from './common/decision.ts';
import { remarkDecision } from './compose-remark/input.ts';
import { unitDecision } from './convert-unit/input.ts';
import { creditDecision } from './credit/input.ts';
import { fileNameDecision } from './file-name/input.ts';
import { imageCodeDecision } from './image-code/input.ts';
import { imagingDecision } from './imaging-route/input.ts';
import { itemDecisions } from './items/input.ts';
import { licenceDecision } from './licence/input.ts';
import { lengthDecision } from './limit-length/input.ts';
import { blueDecision } from './match-blue/input.ts';
import { confirmationDecision } from './match-red-confirmation/input.ts';
import { mergeDecision } from './merge/input.ts';
import { completionDecision, planDecision } from './plan/input.ts';
import { mailDecision } from './render-mail/input.ts';
import { splitDecision } from './split/input.ts';
import { titleDecisions } from './titles/input.ts';

/** Every decision there is, in the order in which issuing comes to them. What is not in here cannot be asked. */
export const decisions: readonly Decision[] = [
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
];
