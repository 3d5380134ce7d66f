import { used } from '../../decisions/rules.ts';
import { object, text } from '../../decisions/schema.ts';
import { decision } from '../../einvoicing/forms/configuration.ts';
import { imagingMode, type ModeQuestion } from './imaging-mode.ts';

const named = { type: 'string', minLength: 1 };

export const imagingModeDecision = decision<ModeQuestion>({
  name: 'imaging-mode',
  label: { zh: '影像模式', en: 'Imaging mode' },
  summary: {
    zh: '一类单据的影像按哪个方案、以什么模式处理：是否集成、是否需要影像、何时推送到哪个系统、按什么匹配',
    en: 'By which scheme and in which mode images of a bill type are handled: whether imaging is integrated, whether images are required, when and where they are pushed, and what they are matched by',
  },
  input: object({ application: named, billType: named, businessSystem: text }, ['application', 'billType']),
  reads: {
    records: ['imaging-scheme', 'imaging-system', 'business-system', 'licence'],
    settings: ['bill-integration', 'receipt-setting', 'imaging-global'],
  },
  decide: (asked, configuration, level) =>
    imagingMode(
      asked,
      {
        integration: configuration.setting('bill-integration'),
        receipt: configuration.setting('receipt-setting'),
        global: configuration.setting('imaging-global'),
        schemes: configuration.records('imaging-scheme').map((scheme) => ({
          ...scheme,
          used: used('imaging-scheme', scheme),
          licensed: configuration.record('licence', scheme.licence)?.status === 'authorised',
        })),
        systems: configuration.records('imaging-system'),
        businessSystems: configuration
          .records('business-system')
          .map((one) => ({ ...one, used: used('business-system', one) })),
      },
      level,
    ),
});
