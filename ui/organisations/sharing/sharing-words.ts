import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Holding, PairAnswer, PairOutcome } from '../../../rules/sharing/contract.ts';
import { byThemselves, type How } from '../../../rules/sharing/how.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import { nameless, plural, say } from '../../session/i18n.ts';
import { canBeAssigned } from './can-be-assigned.ts';
import type { AssignedRecord } from './sharing-rounds.ts';

/** Says what a way of sharing means for everybody else. */
export function sharingMeans(sharing: SharingStrategy): string {
  return say(strategy(sharing).means);
}

/** Says why an organisation uses a record. */
export function howWord(how: How): string {
  if (how === 'own') return msg('创建组织', { id: 'sharing-how-own' });
  if (how === 'assigned') return msg('分配', { id: 'sharing-how-assigned' });
  return say(byThemselves.find(({ name }) => name === how)?.way.badge);
}

/**
 * Says of records that are not assigned who uses them, a sentence a way of sharing; nothing of those that can be
 * assigned.
 */
export function neverAssigned(records: readonly AssignedRecord[]): readonly string[] {
  const bySharing = Map.groupBy(records, ({ sharing }) => sharing);
  return [...bySharing].flatMap(([sharing, some]) => {
    if (sharing === undefined || canBeAssigned(sharing)) return [];
    const [first] = some;
    const { label, reach } = strategy(sharing);
    const means = sharingMeans(sharing);
    const whose =
      first && some.length === 1
        ? msg(str`“${called(first)}”（${say(label)}）`, { id: 'sharing-one-so' })
        : plural(msg(str`${some.length} 条数据（${say(label)}）`, { id: 'sharing-many-so' }));
    return reach === 'everyone'
      ? [msg(str`${whose}不用分配：${means}`, { id: 'sharing-need-not-assign' })]
      : [msg(str`${whose}不能分配：${means}`, { id: 'sharing-cannot-assign' })];
  });
}

/** Draws the badge that tells why an organisation uses a record. */
export function howBadge(how: How): TemplateResult {
  const tones: Readonly<Partial<Record<How, string>>> = { own: 'ok', assigned: 'accent' };
  return html`<span class="badge ${tones[how] ?? ''}">${howWord(how)}</span>`;
}

/** Ways to choose from, in which an organisation comes to use records. */
export function howChoices(): readonly (readonly [How, string])[] {
  return [
    ['own', msg('自己创建', { id: 'sharing-way-own' })],
    ['assigned', msg('分配得到', { id: 'sharing-way-assigned' })],
    ...byThemselves.map(({ name, way }) => [name, say(way.choice)] as const),
  ];
}

/** Names a record or an organisation as people call it. */
export function called({ name, number, id }: Pointer): string {
  return name ?? number ?? (id ? nameless() : '');
}

export function calledFully(pointer: Pointer): TemplateResult {
  const { name, number } = pointer;
  const text = called(pointer);
  return html`<span title=${[number, name].filter(Boolean).join(' ')}>${text}${
    number && number !== text ? html` <span class="small muted">${number}</span>` : ''
  }</span>`;
}

/** Draws the badge of an own copy, where the organisation has one. */
export function copyMark({ personalised }: Pick<Holding, 'personalised'>): TemplateResult | string {
  return personalised
    ? html`<span class="badge warn">${msg('有自己的副本', { id: 'sharing-own-copy' })}</span>`
    : '';
}

export function outcomeWord(outcome: PairOutcome): string {
  switch (outcome) {
    case 'assigned':
      return msg('已分配', { id: 'sharing-assigned' });
    case 'already':
      return msg('原已分配', { id: 'sharing-already' });
    case 'withdrawn':
      return msg('已取消', { id: 'sharing-withdrawn' });
    case 'absent':
      return msg('原未分配', { id: 'sharing-absent' });
    case 'refused':
      return msg('未成功', { id: 'sharing-refused' });
  }
}

/** Says in a line how many assignments were made or withdrawn. */
export function doneLine(pairs: readonly PairAnswer[]): string {
  const assigned = pairs.filter(({ outcome }) => outcome === 'assigned').length;
  const withdrawn = pairs.filter(({ outcome }) => outcome === 'withdrawn').length;
  if (assigned > 0) return msg(str`已分配 ${assigned} 项`, { id: 'sharing-assigned-count' });
  if (withdrawn > 0) return msg(str`已取消 ${withdrawn} 项分配`, { id: 'sharing-withdrawn-count' });
  const refused = pairs.filter(({ outcome }) => outcome === 'refused').length;
  if (refused > 0) return msg(str`没有变化：${refused} 项未成功`, { id: 'sharing-nothing-done' });
  return msg('没有变化：原来就是这样', { id: 'sharing-nothing-changed' });
}
