import type { JsonObject } from '../../../metadata/common/json.ts';
import { compareDates } from '../../calendar.ts';
import { ruleOrPreset } from '../../decisions/preset.ts';
import { decimal, documentOf, listOf, object, oneOf } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { accountsOf, businessOf, devicesOf } from '../business/business-of.ts';
import { categoryOf, correctionsOf } from '../check-rate/input.ts';
import { personsOfDevice } from '../choose-drawer/persons-of-device.ts';
import { withAddedFields, withAddedKeys } from '../forms/added-keys.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { bookOf, classes } from '../items/item-book.ts';
import { blueRules, decideBlue } from '../match-blue/input.ts';
import { firstDayOf } from '../match-blue/match-blue.ts';
import { decideConfirmation, reachOfConfirmations } from '../match-red-confirmation/input.ts';
import { leavingBook } from '../may-be-issued/input.ts';
import { elementBook } from '../special-business/elements.ts';
import { splitChoiceSchema } from '../split/choice.ts';
import { grossRuleOf } from '../split/gross-settings.ts';
import { deviceLimit } from '../split/input.ts';
import type { PlanConfig, PlanQuestion } from './config.ts';
import { expectedOfPlan } from './expected.ts';
import { fillApplication } from './fill-application.ts';
import { plan } from './plan.ts';
import { planReads } from './reads.ts';
import type { RedSources, Reds } from './red-sources.ts';

/** Reads the part of a configuration that planning asks. */
export function planConfig(configuration: Configuration): PlanConfig {
  const { pause } = configuration;
  return {
    settings: configuration.setting('other-settings'),
    book: bookOf(configuration.records('invoice-item')),
    titles: configuration.records('buyer-title'),
    partners: configuration.records('partner'),
    rules: configuration.rules,
    parameter: configuration.parameter,
    corrections: correctionsOf(configuration),
    ratesOf: (taxCode) => categoryOf(taxCode, configuration)?.rates,
    splitRuleOf: (reference) => {
      const rule = ruleOrPreset(
        configuration.record('split-rule', reference),
        configuration.records('split-rule'),
      );
      return rule && withAddedFields(rule, configuration);
    },
    splitRules: configuration.records('split-rule'),
    mergeRuleOf: (reference) => {
      const rule = ruleOrPreset(
        configuration.record('merge-rule', reference),
        configuration.records('merge-rule'),
      );
      return rule && withAddedKeys(rule, configuration);
    },
    businessOf: (application) => businessOf(application, configuration),
    accounts: accountsOf(configuration),
    devices: devicesOf(configuration),
    deviceOf: (application) => personsOfDevice(application, configuration),
    user: configuration.user,
    deviceLimitOf: (application) => deviceLimit(application, configuration),
    grossRuleOf: (asked, application) => {
      const { org } = configuration;
      return grossRuleOf(asked, application, { setting: configuration.setting('other-settings'), org });
    },
    leaving: leavingBook(configuration),
    elements: elementBook(configuration),
    now: configuration.now,
    zone: configuration.zone,
    ...(pause ? { pause } : {}),
  };
}

/** The decisions that choose what negative documents are taken back from, and what they read. */
export function redsOf(configuration: Configuration, sources: RedSources): Reds {
  const tolerance = configuration.parameter('system', 'redConfirmationTaxTolerance');
  const { automatic, byPage } = sources;
  return {
    ...sources,
    taken: { blues: new Map(), confirmations: new Set() },
    linkTolerance: tolerance,
    async blueReach(application) {
      const rules = await blueRules(application, configuration, byPage);
      const [own] = rules;
      if (!own) return null;
      const days = rules.map((rule) => firstDayOf(rule, configuration.now.localDate));
      const byDate = { farthest: 'earliest', nearest: 'latest' } as const;
      const order = own.order ?? 'nearest';
      return {
        first: days.reduce((a, b) => (compareDates(a, b) <= 0 ? a : b)),
        order: order === 'farthest' || order === 'nearest' ? byDate[order] : null,
        rule: own.used?.id ?? null,
      };
    },
    confirmationReach: (application) => reachOfConfirmations(application, automatic, configuration),
    matchBlue: (asked) => decideBlue({ ...asked, byAmount: byPage }, configuration, 'full'),
    matchConfirmation: (asked) =>
      decideConfirmation(
        { ...asked, automatic, ...(asked.linked && tolerance ? { taxTolerance: tolerance } : {}) },
        configuration,
        'full',
      ),
  };
}

/** An application, with what an interface says beside its fields. */
export const applicationSchema = documentOf('invoice-application', {
  amount: decimal,
  tax: decimal,
  gross: decimal,
  pushMatchRules: oneOf('item', ...classes),
});

/** The members that say how applications are split, where it is not as configured. */
export const splitMembers = {
  split: splitChoiceSchema,
  splits: {
    type: 'object',
    additionalProperties: splitChoiceSchema,
    description: 'Of single applications, by their ids or numbers.',
  },
  basis: {
    type: 'boolean',
    description:
      'Whether `splits` also says what was split by what; of what is split by hand with no invoices it says nothing else. Default: no.',
  },
} as const;

export const planDecision = decision<PlanQuestion & JsonObject>({
  name: 'plan',
  label: { zh: '生成待开发票', en: 'Plan' },
  summary: {
    zh: '申请单将开成哪些发票，每一步为什么：抬头、开票项、票种、方案、合并、拆分、备注、开票人、管控和通道',
    en: 'Which invoices applications become, and the reason for every step: titles, items, type, scheme, merging, splitting, remarks, persons, controls and channel',
  },
  input: object(
    {
      applications: listOf(applicationSchema),
      by: oneOf('page', 'interface', 'scheduler'),
      answers: { type: 'object', additionalProperties: { type: 'boolean' } },
      ...splitMembers,
    },
    ['applications'],
  ),
  reads: planReads,
  expected: expectedOfPlan,
  decide: (question, configuration, level) => plan(question, planConfig(configuration), level),
});

export const completionDecision = decision<{ readonly application: Application }>({
  name: 'complete-application',
  label: { zh: '补全申请单', en: 'Complete applications' },
  summary: {
    zh: '申请单在生成待开发票前补成什么样：购方由抬头，明细由开票项和单位换算，票种由规则',
    en: 'How an application is completed before pending invoices are created: its buyer from invoice titles, its lines from invoice items and unit conversion, its type from the type rules',
  },
  input: object({ application: applicationSchema }, ['application']),
  reads: {
    settings: ['other-settings'],
    rules: ['buyer-title', 'invoice-item', 'invoice-type-rule'],
    records: ['invoice-item', 'buyer-title', 'partner'],
    parameters: ['sim_botp_config', 'elePaperInvoice'],
  },
  async decide({ application }, configuration, level) {
    const trace = new Trace(level);
    const filled = await fillApplication(application, 0, planConfig(configuration), trace);
    return trace.decided({ application: filled.application });
  },
});
