import type { JsonObject } from '../../../metadata/json.ts';
import { type Configuration, decision } from '../common/decision.ts';
import { textIn } from '../common/given.ts';
import { rowsIn, used } from '../common/rules.ts';
import { decimal, documentOf, instant, listOf, object, yes } from '../common/schema.ts';
import {
  type ConfirmationRule,
  matchRedConfirmation,
  type RedConfirmation,
} from './match-red-confirmation.ts';

interface Asked {
  readonly application: JsonObject;
  readonly redConfirmations: readonly RedConfirmation[];
  readonly automatic?: boolean;
  readonly taxTolerance?: string;
}

const confirmation = documentOf('red-confirmation', {
  ...{ number: { type: 'string' }, enteredAt: instant },
  ...{ amount: decimal, tax: decimal, gross: decimal },
});

export const confirmationDecision = decision<Asked>({
  name: 'match-red-confirmation',
  label: { zh: '负数匹配确认单', en: 'Match a red confirmation' },
  summary: {
    zh: '负数申请单对应哪张红字确认单；自动开票时没有条件的规则也参与',
    en: 'Which red confirmation a negative application goes with; automatic issuing also asks rules without a panel',
  },
  input: object(
    {
      application: documentOf('invoice-application'),
      redConfirmations: listOf(confirmation),
      ...{ automatic: yes, taxTolerance: decimal },
    },
    ['application', 'redConfirmations'],
  ),
  reads: { rules: ['red-confirmation-rule'], records: ['red-confirmation-rule'] },
  async decide({ application, redConfirmations, automatic, taxTolerance }, configuration, level) {
    const question = {
      now: configuration.now.instant,
      application: {
        ...{ sellerTaxNo: textIn(application, 'sellerTaxNo'), buyerTaxNo: textIn(application, 'buyerTaxNo') },
        ...{ buyerName: textIn(application, 'buyerName'), lines: rowsIn(application, 'lines') },
      },
      confirmations: redConfirmations,
      ...(taxTolerance === undefined ? {} : { taxTolerance }),
    };
    return matchRedConfirmation(
      question,
      await ruleFor(application, automatic === true, configuration),
      level,
    );
  },
});

/** The newest whose panel hits; automatic issuing takes the first without a panel where none does. */
async function ruleFor(
  application: JsonObject,
  automatic: boolean,
  configuration: Configuration,
): Promise<ConfirmationRule | null> {
  const [hit] = await configuration.rules.hits('red-confirmation-rule', application, { first: true });
  const open = automatic
    ? configuration.records('red-confirmation-rule').find((one) => !one['condition'])
    : undefined;
  const record = hit?.record ?? open;
  return record ? { ...record, used: used('red-confirmation-rule', record) } : null;
}
