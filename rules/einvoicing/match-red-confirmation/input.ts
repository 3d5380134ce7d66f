import { textIn } from '../../decisions/given.ts';
import { rowsIn, used } from '../../decisions/rules.ts';
import { decimal, documentOf, instant, listOf, object, yes } from '../../decisions/schema.ts';
import { withBreaks } from '../../decisions/steps.ts';
import type { Decided, TraceLevel } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import {
  type ConfirmationReach,
  type ConfirmationRule,
  confirmationReach,
  matchingConfirmation,
  type RedConfirmation,
} from './match-red-confirmation.ts';

interface RedConfirmationInput {
  readonly application: Application;
  readonly redConfirmations: readonly RedConfirmation[];
  readonly automatic?: boolean;
  readonly taxTolerance?: string;
}

const confirmation = documentOf('red-confirmation', {
  number: { type: 'string' },
  enteredAt: instant,
  amount: decimal,
  tax: decimal,
  gross: decimal,
});

export const confirmationDecision = decision<RedConfirmationInput>({
  name: 'match-red-confirmation',
  label: { zh: '负数匹配确认单', en: 'Match a red confirmation' },
  summary: {
    zh: '负数申请单对应哪张红字确认单；自动开票时没有条件的规则也参与',
    en: 'Which red confirmation belongs to a negative application; for automatic issuing, rules without conditions also apply',
  },
  input: object(
    {
      application: documentOf('invoice-application'),
      redConfirmations: listOf(confirmation),
      automatic: yes,
      taxTolerance: decimal,
    },
    ['application', 'redConfirmations'],
  ),
  reads: { rules: ['red-confirmation-rule'], records: ['red-confirmation-rule'] },
  decide: ({ application, redConfirmations, automatic, taxTolerance }, configuration, level) =>
    decideConfirmation(
      {
        application,
        lines: rowsIn(application, 'lines'),
        confirmations: redConfirmations,
        ...(automatic === undefined ? {} : { automatic }),
        ...(taxTolerance === undefined ? {} : { taxTolerance }),
      },
      configuration,
      level,
    ),
});

export interface DecideConfirmation {
  readonly application: Application;
  readonly lines: readonly Line[];
  readonly confirmations: readonly RedConfirmation[];
  /** Default: no. */
  readonly automatic?: boolean;
  /** The application names it itself: no rule is asked. Default: no. */
  readonly linked?: boolean;
  /** The amount by which taxes may be apart. Default: not at all. */
  readonly taxTolerance?: string;
}

/** The rule where somebody has named the confirmation: it stands, whenever and by whomever it was entered. */
const whenLinked: ConfirmationRule = {
  statuses: ['01', '04'],
  sources: ['bureau', 'manual', 'api', 'document'],
  entryDays: 36_500,
  lineFields: ['itemName', 'rate', 'gross', 'tax'],
};

export async function decideConfirmation(
  { application, lines, confirmations, automatic = false, linked = false, taxTolerance }: DecideConfirmation,
  configuration: Configuration,
  level: TraceLevel,
): Promise<Decided<{ readonly confirmation: string | null }>> {
  const question = {
    now: configuration.now.instant,
    application: {
      sellerTaxNo: textIn(application, 'sellerTaxNo'),
      buyerTaxNo: textIn(application, 'buyerTaxNo'),
      buyerName: textIn(application, 'buyerName'),
      lines,
    },
    confirmations,
    ...(taxTolerance === undefined ? {} : { taxTolerance }),
  };
  const rule = linked ? whenLinked : await ruleFor(application, automatic, configuration);
  return withBreaks(matchingConfirmation(question, rule, level), configuration.pause);
}

/** Returns the confirmations that the rule for an application looks at; null: no rule is for it. */
export async function reachOfConfirmations(
  application: Application,
  automatic: boolean,
  configuration: Configuration,
): Promise<ConfirmationReach | null> {
  const rule = await ruleFor(application, automatic, configuration);
  return rule && confirmationReach(rule, configuration.now.instant);
}

/** The newest whose panel hits; automatic issuing takes the first without a panel where none does. */
async function ruleFor(
  application: Application,
  automatic: boolean,
  configuration: Configuration,
): Promise<ConfirmationRule | null> {
  const [hit] = await configuration.rules.hits('red-confirmation-rule', application, { first: true });
  const open = automatic
    ? configuration.records('red-confirmation-rule').find((one) => !one.condition)
    : undefined;
  const record = hit?.record ?? open;
  return record ? { ...record, used: used('red-confirmation-rule', record) } : null;
}
