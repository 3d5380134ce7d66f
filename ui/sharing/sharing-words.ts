import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { SharingStrategy } from '../../metadata/source.ts';
import type { Holding, How, PairOutcome, Pointer } from '../../rules/sharing/told.ts';
import type { PairSaid } from './sharing-calls.ts';

/** What a way of sharing means for everybody else. */
export function sharingMeans(sharing: SharingStrategy): string {
  switch (sharing) {
    case 'private':
      return msg('只有创建组织可以使用。', { id: 'sharing-private-means' });
    case 'free':
      return msg('创建组织可以把它分配给任何组织，分配到的组织可以使用。', { id: 'sharing-free-means' });
    case 'hierarchical':
      return msg('从创建组织起，逐级分配给直接下级；拿到的组织可以再往下分配。', {
        id: 'sharing-hierarchical-means',
      });
    case 'scope':
      return msg('创建组织和它的全部下级都可以使用。', { id: 'sharing-scope-means' });
    case 'global':
      return msg('所有组织都可以使用。', { id: 'sharing-global-means' });
  }
}

/** How an organisation comes to use a record. */
export function howBadge(how: How): TemplateResult {
  switch (how) {
    case 'own':
      return html`<span class="badge ok">${msg('创建组织', { id: 'sharing-how-own' })}</span>`;
    case 'assigned':
      return html`<span class="badge accent">${msg('分配', { id: 'sharing-how-assigned' })}</span>`;
    case 'scope':
      return html`<span class="badge">${msg('管控范围', { id: 'sharing-how-scope' })}</span>`;
    case 'global':
      return html`<span class="badge">${msg('全局', { id: 'sharing-how-global' })}</span>`;
  }
}

/** What people call a record or an organisation. */
export function called({ name, number, id }: Pointer): string {
  return name ?? number ?? id ?? '';
}

export function calledFully(pointer: Pointer): TemplateResult {
  const { name, number } = pointer;
  const text = called(pointer);
  return html`<span title=${[number, name].filter(Boolean).join(' ')}>${text}${
    number && number !== text ? html` <span class="small muted">${number}</span>` : ''
  }</span>`;
}

/** That an organisation has a copy of its own. */
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

/** What was done, in a line. */
export function doneLine(told: readonly PairSaid[]): string {
  const assigned = told.filter(({ outcome }) => outcome === 'assigned').length;
  const withdrawn = told.filter(({ outcome }) => outcome === 'withdrawn').length;
  if (assigned > 0) return msg(str`已分配 ${assigned} 项`, { id: 'sharing-assigned-count' });
  if (withdrawn > 0) return msg(str`已取消 ${withdrawn} 项分配`, { id: 'sharing-withdrawn-count' });
  const refused = told.filter(({ outcome }) => outcome === 'refused').length;
  if (refused > 0) return msg(str`没有变化：${refused} 项未成功`, { id: 'sharing-nothing-done' });
  return msg('没有变化：原来就是这样', { id: 'sharing-nothing-changed' });
}
