import { msg } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';

/** Readers of a form's records, as they are chosen; or each organisation has its own. */
type Seen = 'own' | 'given' | 'everybody' | 'setting';

/** Says who sees, makes and changes records, with a small tree of organisations in which that is marked. */
export function seenPicture(seen: Seen): TemplateResult {
  return html`<div class="seen flex gap-3 centred above-1">${tree(seen)}<p class="flush small muted shrinks">${sentence(seen)}</p></div>`;
}

function sentence(seen: Seen): string {
  switch (seen) {
    case 'own':
      return msg(
        '谁能看：只有创建它的组织。谁能新建：角色里有新建权限的人，数据属于他所在的组织。谁能改：创建它的组织里有修改权限的人。',
        { id: 'seen-own-says' },
      );
    case 'given':
      return msg(
        '谁能看：创建它的组织，以及它分配给的组织（虚线）。谁能新建：角色里有新建权限的人。谁能改：创建它的组织里有修改权限的人；分配到的组织只能用。',
        { id: 'seen-given-says' },
      );
    case 'everybody':
      return msg(
        '谁能看：所有组织。谁能新建：角色里有新建权限的人。谁能改：创建它的组织里有修改权限的人，别的组织只能用。',
        { id: 'seen-everybody-says' },
      );
    case 'setting':
      return msg('每个组织各有一份，只看到自己的；角色里有修改权限的人可以改。', { id: 'seen-setting-says' });
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly above?: number;
}

/** A group, two companies below it, and two branches below the first. */
const places: readonly Place[] = [
  { x: 48, y: 10 },
  { x: 24, y: 34, above: 0 },
  { x: 76, y: 34, above: 0 },
  { x: 10, y: 58, above: 1 },
  { x: 38, y: 58, above: 1 },
];
/** The organisation that made the record in the picture. */
const maker = 1;

function look(seen: Seen, at: number): string {
  if (seen === 'setting' || seen === 'everybody' || at === maker) return 'sees';
  return seen === 'given' && (at === 3 || at === 2) ? 'may' : 'not';
}

function tree(seen: Seen): TemplateResult {
  const line = ({ x, y, above }: Place) => {
    const upper = above === undefined ? undefined : places[above];
    return upper
      ? svg`<line x1=${upper.x} y1=${upper.y} x2=${x} y2=${y} stroke="var(--gj-line-strong, currentColor)" />`
      : nothing;
  };
  const dot = ({ x, y }: Place, at: number) => {
    const how = look(seen, at);
    return svg`<circle cx=${x} cy=${y} r=${at === maker && seen !== 'setting' ? 7 : 6} data-look=${how}
      fill=${how === 'sees' ? 'var(--gj-accent)' : 'var(--gj-surface)'}
      stroke=${how === 'not' ? 'var(--gj-line-strong, currentColor)' : 'var(--gj-accent)'} stroke-width="1.5"
      stroke-dasharray=${how === 'may' ? '2 2' : nothing} />`;
  };
  return html`<svg style="flex:none" viewBox="0 0 90 68" width="90" height="68" role="img"
    aria-label=${msg('组织树：实心的能看到', { id: 'seen-tree' })}>${places.map(line)}${places.map(dot)}</svg>`;
}
