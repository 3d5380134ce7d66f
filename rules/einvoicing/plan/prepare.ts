import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import { Trace, type TraceLevel } from '../../decisions/trace.ts';
import { checkRate } from '../check-rate/check-rate.ts';
import { channelKind, issuersFor } from '../choose-channel/choose-channel.ts';
import { chooseScheme } from '../choose-scheme/choose-scheme.ts';
import type { Line } from '../common/line.ts';
import { composeRemark, type RemarkRecord } from '../compose-remark/compose-remark.ts';
import type { Application } from '../forms/documents.ts';
import { type ChannelKind, remarkLimit } from '../limit-length/limit-length.ts';
import type { MergeRule } from '../merge/merge.ts';
import { asConfigured, type SplitChoice } from '../split/choice.ts';
import type { SplitRule } from '../split/split-rule.ts';
import type { PlanConfig } from './config.ts';
import { fillApplication } from './fill-application.ts';
import { isLinked } from './taking.ts';

/** An application on its way to invoices. */
export interface Prepared {
  readonly at: number;
  readonly application: Application;
  readonly lines: readonly Line[];
  readonly channel: ChannelKind | null;
  /** The split rule that a scheme names; null: the preset rules hold. */
  readonly splitRule: SplitRule | null;
  readonly mergeRule: MergeRule | null;
  /** The way in which it is split. */
  readonly choice: SplitChoice;
}

/** Title, items, units, type, rates, scheme, kind of channel and remarks of one application. */
export async function prepare(
  given: JsonObject,
  at: number,
  config: PlanConfig,
  level: TraceLevel,
): Promise<{ readonly prepared: Prepared; readonly trace: Trace }> {
  const trace = new Trace(level);
  const { application, lines } = await fillApplication(given, at, config, trace);
  // What is all out already has no lines left; what names its blue invoice takes those.
  const isOut = textIn(application, 'applyStatus') === 'partial';
  if (lines.length === 0 && !isOut && !isLinked(application))
    trace.stops('lines-missing', { document: at, field: 'lines' });
  await checkRates(application, lines, { at, config, trace });
  const scheme = await schemeOf(application, config, trace, at);
  const channel = channelKind(application, {
    control: config.businessOf(application)?.control ?? null,
    accounts: issuersFor(application, config.accounts, config.devices),
  });
  const remarked = await withRemarks(application, lines, { at, channel, config, trace });
  return { prepared: { at, channel, choice: asConfigured, ...remarked, ...scheme }, trace };
}

interface AtDocument {
  readonly at: number;
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/** Doubts about rates warn; they change nothing. */
async function checkRates(
  application: Application,
  lines: readonly Line[],
  { at, config, trace }: AtDocument,
) {
  const coded = lines.some(({ taxCode }) => isGiven(taxCode)) || config.corrections.length > 0;
  const hits = await config.rules.hits('company-rate-rule', application);
  if (!coded && hits.length === 0) return;
  const rules = hits.map(({ record }) => ({
    ...record,
    used: used('company-rate-rule', record),
  }));
  for (const [line, one] of lines.entries()) {
    const rates = config.ratesOf(one.taxCode ?? '');
    const category = rates ? { rates } : undefined;
    trace.take(checkRate(one, { corrections: config.corrections, rules, category }, trace.level), {
      document: at,
      line,
    });
  }
}

async function schemeOf(application: Application, config: PlanConfig, trace: Trace, at: number) {
  const { scheme, splitRule, mergeRule } = trace.take(
    await chooseScheme(application, config.rules, trace.level),
    { document: at },
  );
  const taken = config.splitRuleOf(splitRule);
  if (trace.level === 'full') tellPassed(taken);
  return { splitRule: taken, mergeRule: config.mergeRuleOf(mergeRule) };

  function tellPassed(rule: typeof taken): void {
    const number = rule ? textIn(rule, 'number') : null;
    const others = (config.splitRules ?? []).flatMap((one) => {
      const other = textIn(one, 'number');
      return other === number ? [] : [other];
    });
    if (others.length === 0) return;
    const rules = others.length > mostNamed ? [...others.slice(0, mostNamed), '…'] : others;
    trace.look(splitRule ? 'split-rules-passed' : 'split-rules-unnamed', {
      at: { document: at },
      params: { rules, taken: number, scheme: scheme?.number ?? null },
    });
  }
}

/** Rules named that were not taken. */
const mostNamed = 10;

interface Remarking extends AtDocument {
  readonly channel: ChannelKind | null;
}

async function withRemarks(
  application: Application,
  lines: readonly Line[],
  { at, channel, config, trace }: Remarking,
) {
  const winner = async (kind: 'header' | 'line'): Promise<RemarkRecord | null> => {
    const [hit] = await config.rules.hits('remark-rule', application, { ask: { kind }, first: true });
    return hit ? { ...hit.record, used: used('remark-rule', hit.record) } : null;
  };
  const sign = textIn(application, 'redReason') === '' ? 'blue' : 'red';
  const { most: limit, unit } = remarkLimit({ channel: channel ?? 'leqi', sign });
  const question = { application, lines: lines as readonly JsonObject[], limit, unit };
  const remarks = trace.take(
    composeRemark(question, { header: await winner('header'), line: await winner('line') }, trace.level),
    { document: at },
  );
  return {
    application: { ...application, remark: remarks.remark },
    lines: lines.map((line, place) => ({ ...line, remark: remarks.lineRemarks[place] ?? null })),
  };
}
