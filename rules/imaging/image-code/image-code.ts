import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Forms } from '../../einvoicing/forms/forms.ts';

export interface CodeQuestion {
  /** The business application and the type of bill, as strategies and templates name them. */
  readonly application: string;
  readonly billType: string;
  /** Its number among those that share the text before it: whoever submits counts. */
  readonly sequence: number;
  /** Local. */
  readonly today: string;
}

export type CodeStrategy = Forms['image-code-strategy'] & { readonly used?: UsedRecord };

export type CoverTemplate = Forms['cover-template'] & {
  readonly used?: UsedRecord;
  /** Whether an image template names it, so that it becomes an image when the bill is submitted. Default: no. */
  readonly isImaged?: boolean;
};

export interface Cover {
  readonly number: string;
  readonly name: string;
  /** The print template that it goes by; null: the standard cover. */
  readonly print: string | null;
  /** Whether it becomes an image when the bill is submitted. */
  readonly isImaged: boolean;
  /** The text of its QR code; null: it has none, or one of something else. */
  readonly qrText: string | null;
  readonly qrPosition: string | null;
}

export interface ImageCode {
  /** Null: no strategy that is enabled makes one. */
  readonly imageCode: string | null;
  /** The text before its count: codes that share it are counted together. */
  readonly series: string | null;
  /** Null: no template is set, so the bill has no cover to be scanned with. */
  readonly cover: Cover | null;
}

export interface CodeSettings {
  readonly strategies: readonly CodeStrategy[];
  readonly template: CoverTemplate | null;
  /** What of the bill no setting of imaging names: what is set for all bills holds for it. Default: null, all is named. */
  readonly unconfigured?: Unconfigured | null;
}

export type Unconfigured = 'application' | 'billType';

/** The image code of a bill, and what its cover shows of it. */
export function imageCode(
  question: CodeQuestion,
  { strategies, template, unconfigured = null }: CodeSettings,
  level?: TraceLevel,
): Decided<ImageCode> {
  const trace = new Trace(level);
  const { application, billType } = question;
  if (unconfigured !== null)
    trace.warns('image-bill-unconfigured', { field: unconfigured }, { application, billType });
  const strategy = strategyFor(question, strategies);
  const series = strategy ? seriesOf(question, strategy) : null;
  const code =
    strategy && series !== null
      ? series + String(question.sequence).padStart(strategy.sequenceLength ?? 0, '0')
      : null;
  if (strategy && code !== null)
    trace.step('image-code-made', { ...(strategy.used ? { by: strategy.used } : {}), params: { code } });
  else trace.warns('image-code-disabled');
  if (!template) {
    trace.look('cover-none');
    return trace.decided({ imageCode: code, series, cover: null });
  }
  const qrText = template.qrContent === 'image-code' ? code : null;
  const qrPosition = template.qrContent === 'none' ? null : (template.qrPosition ?? null);
  const number = template.number ?? '';
  trace.step('cover-chosen', { ...(template.used ? { by: template.used } : {}), params: { number } });
  if (template.qrContent !== 'image-code') trace.warns('cover-without-code', undefined, { number });
  else if (qrPosition !== 'top-right' && qrPosition !== 'top-left')
    trace.warns('cover-code-place', undefined, { number });
  const { name, print, isImaged = false } = template;
  const cover = { number, name: name ?? '', print: print || null, isImaged, qrText, qrPosition };
  return trace.decided({ imageCode: code, series, cover });
}

/** The one that names most of what is asked. */
function strategyFor(
  { application, billType }: CodeQuestion,
  strategies: readonly CodeStrategy[],
): CodeStrategy | undefined {
  const says = (said: Text, asked: string) => (isGiven(said) ? (said === asked ? 1 : null) : 0);
  let best: readonly [CodeStrategy, number] | undefined;
  for (const one of strategies) {
    const named = [says(one.application, application), says(one.billType, billType)];
    if (named.includes(null)) continue;
    const rank = (named[0] ?? 0) * 2 + (named[1] ?? 0);
    if (!best || rank > best[1]) best = [one, rank];
  }
  return best?.[0];
}

function seriesOf({ today }: CodeQuestion, { prefix, datePart }: CodeStrategy): string {
  const day = today.replaceAll('-', '');
  const date = datePart === 'yyyyMMdd' ? day : datePart === 'yyyyMM' ? day.slice(0, 6) : '';
  return `${prefix ?? ''}${date}`;
}
