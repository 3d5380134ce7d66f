import { msg, str } from '@lit/localize';
import type { RulesHere } from '../../../metadata/contract/match/rule.ts';
import type { Holding } from '../../../rules/sharing/contract.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { holdingsOf } from '../sharing/sharing-calls.ts';
import type { OrgFigure } from './map-figures.ts';

/**
 * A question about the tree: who uses a record, who has an own copy of it, where other rules hold, how much there is of
 * something, which value of a parameter is read.
 */
export type MapQuestion = 'use' | 'copies' | 'rules' | 'figure' | 'value';
/** Those whose colours are named beforehand. */
export type NamedQuestion = Exclude<MapQuestion, 'figure' | 'value'>;

/** The colour of an organisation, by its answer. */
export type Tone =
  | 'own'
  | 'given'
  | 'shared'
  | 'copy'
  | 'more'
  | 'fewer'
  | 'both'
  | 'same'
  | 'figure'
  | 'none';

export interface OrgAnswer {
  readonly tone: Tone;
  /** The same as the colour says, in a word or two. */
  readonly mark: string;
  readonly holding?: Holding;
  readonly rules?: RulesHere;
  readonly figure?: OrgFigure;
  /** Which of the values it is, by their colours. */
  readonly series?: number;
}

/** By id of the organisation; those that are absent do not have it. */
export type MapAnswers = ReadonlyMap<string, OrgAnswer>;

export async function answersOfRecord(
  question: 'use' | 'copies',
  form: string,
  record: string,
): Promise<MapAnswers> {
  const { items } = await holdingsOf(form, record);
  return new Map(
    items.flatMap((holding): [string, OrgAnswer][] =>
      holding.org.id === null ? [] : [[holding.org.id, { ...markOfHolding(question, holding), holding }]],
    ),
  );
}

function markOfHolding(
  question: 'use' | 'copies',
  { how, personalised }: Holding,
): Pick<OrgAnswer, 'tone' | 'mark'> {
  if (personalised) return { tone: 'copy', mark: msg('自己的副本', { id: 'map-copy' }) };
  if (question === 'copies') return { tone: 'same', mark: msg('使用原数据', { id: 'map-original' }) };
  if (how === 'own') return { tone: 'own', mark: msg('创建', { id: 'map-own' }) };
  if (how === 'assigned') return { tone: 'given', mark: msg('分配得到', { id: 'sharing-way-assigned' }) };
  return { tone: 'shared', mark: msg('按管控策略可用', { id: 'map-shared' }) };
}

export async function answersOfRules(form: string): Promise<MapAnswers> {
  const { items } = await session.api.call('GET /api/forms/:form/match/organisations', { path: { form } });
  return new Map(items.map((rules) => [rules.org.id, { ...markOf(rules), rules }]));
}

function markOf({ rules, copies, more, fewer }: RulesHere): Pick<OrgAnswer, 'tone' | 'mark'> {
  const counted = plural(msg(str`${rules} 条规则`, { id: 'map-rules' }));
  if (more.count + fewer.count === 0) return { tone: 'same', mark: counted };
  const signs = [more.count > 0 ? `+${more.count}` : '', fewer.count > 0 ? `−${fewer.count}` : ''];
  const tone = copies > 0 ? 'copy' : more.count === 0 ? 'fewer' : fewer.count === 0 ? 'more' : 'both';
  return { tone, mark: `${counted} ${signs.filter(Boolean).join(' ')}` };
}

/** The colours a question knows, in the order of the legend, with their words. */
export function legendOf(question: NamedQuestion): readonly (readonly [Tone, string])[] {
  const none = [['none', msg('没有', { id: 'map-none' })]] as const;
  switch (question) {
    case 'use':
      return [
        ['own', msg('创建', { id: 'map-own' })],
        ['given', msg('分配得到', { id: 'sharing-way-assigned' })],
        ['shared', msg('按管控策略可用', { id: 'map-shared' })],
        ['copy', msg('自己的副本', { id: 'map-copy' })],
        ...none,
      ];
    case 'copies':
      return [
        ['copy', msg('自己的副本', { id: 'map-copy' })],
        ['same', msg('使用原数据', { id: 'map-original' })],
        ...none,
      ];
    case 'rules':
      return [
        ['same', msg('与上级相同', { id: 'map-same' })],
        ['more', msg('比上级多', { id: 'map-more' })],
        ['fewer', msg('比上级少', { id: 'map-fewer' })],
        ['both', msg('有多有少', { id: 'map-both' })],
        ['copy', msg('自己的副本', { id: 'map-copy' })],
      ];
  }
}
