import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { StepChange } from '../../metadata/contract/changes/answered.ts';
import { dotted } from '../kit/base/dotted.ts';
import type { ChangeItem, ChangeSet } from '../params/basket/change-set.ts';
import { actionWords } from '../params/basket/set-words.ts';
import type { InstanceNames } from '../params/instance-names.ts';
import { colon, plural } from '../session/i18n.ts';
import { itemName, takenWords } from './change-words.ts';
import type { FindDefinition } from './definitions-known.ts';
import { type ItemNames, instanceWords } from './item-names.ts';
import { shownValue } from './shown-value.ts';

type HistoryStep = ChangeSet['history'][number];

/** Names a step of a set by what it did, where that was one sort of thing. */
export function historyWords({ step, says, more }: HistoryStep): string {
  if (step !== 'edit' || says.length === 0) return takenWords(step);
  const count = says.length + more;
  const isAll = (...sorts: readonly StepChange['what'][]) => says.every(({ what }) => sorts.includes(what));
  if (isAll('put')) return plural(msg(str`加入 ${count} 项改动`, { id: 'change-told-put' }));
  if (isAll('removed')) return plural(msg(str`移出 ${count} 项改动`, { id: 'change-told-removed' }));
  if (isAll('rebased')) return msg('以现值为准重新起草', { id: 'change-rebase' });
  if (isAll('name', 'reason')) return msg('修改名称和原因', { id: 'change-told-texts' });
  return takenWords(step);
}

/** What is known of parameters and records, to name them by. */
interface Knowing {
  readonly find: FindDefinition;
  readonly names: ItemNames;
  readonly instances: InstanceNames;
}

/** Draws what a step did, a line each: which parameter or record, from what to what. */
export function stepChangeLine(one: StepChange, { find, names, instances }: Knowing): TemplateResult {
  const { what, item, before, text } = one;
  if (what === 'name') return html`${msg('名称', { id: 'name' })}${colon()}${text ?? none()}`;
  if (what === 'reason') return html`${msg('原因', { id: 'reason' })}${colon()}${text ?? none()}`;
  if (what === 'design' || !item)
    return text
      ? html`${msg('带上一个设计', { id: 'change-told-design' })}`
      : html`${msg('不再带设计', { id: 'change-told-no-design' })}`;
  const ofParameter = item.type !== undefined && !item.hidden;
  const place = ofParameter
    ? [item.org?.name ?? msg('全系统', { id: 'param-system' }), instanceWords(item, find, instances)]
        .filter(Boolean)
        .join(' · ')
    : '';
  const isGone = what === 'removed';
  const name = html`<span class=${isGone ? 'muted struck' : ''}>${itemName(item, names)}</span>`;
  const where = place ? html` <span class="muted">${dotted(place)}</span>` : '';
  return html`${name}${where}${item.hidden || isGone ? '' : html`<div>${becoming(item, before, find)}</div>`}`;
}

function none(): TemplateResult {
  return html`<span class="muted">${msg('无', { id: 'param-nothing' })}</span>`;
}

/** Of a parameter its values; of a record what is done to it. */
function becoming(
  item: ChangeItem,
  before: ChangeItem | undefined,
  find: FindDefinition,
): TemplateResult | string {
  const { type, action, body, base } = item;
  if (type === undefined) {
    const count = Object.keys(body ?? {}).length;
    const fields = action === 'change' ? plural(msg(str`${count} 个字段`, { id: 'pkg-fields' })) : '';
    return html`${dotted([actionWords(action), fields])}`;
  }
  const inherits = msg('继承', { id: 'param-inherits' });
  const isKept = action === 'lock' || action === 'unlock';
  const from = before ? wantedValue(before, find) : base ? shownValue(find, item, base.value) : inherits;
  return html`<span class="muted struck">${from}</span> <span role="img"
      aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${
        isKept ? actionWords(action) : wantedValue(item, find)
      }`;
}

function wantedValue(item: ChangeItem, find: FindDefinition): TemplateResult | string {
  if (item.action === 'set') return shownValue(find, item, item.value);
  return item.action === 'unset' ? msg('继承', { id: 'param-inherits' }) : actionWords(item.action);
}
