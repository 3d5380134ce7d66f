import { msg } from '@lit/localize';
import { css } from 'lit';
import type { MenuItem } from '../kit/gj-menu.ts';
import type { ConditionBench, Wanted } from './condition-bench.ts';
import { copyOf, type EditedGroup, type EditedPart } from './edited-condition.ts';
import { find, indent, insert, move, outdent, place, remove, replace } from './edited-moves.ts';

const type = 'application/x-gj-condition-part';

export function beginDrag(event: DragEvent, key: number): void {
  event.stopPropagation();
  event.dataTransfer?.setData(type, String(key));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
}

/** Answers on which side of this part a dragged part would fall; undefined: no part of a condition is dragged. */
export function dropPlace(event: DragEvent): 'before' | 'after' | undefined {
  if (!event.dataTransfer?.types.includes(type)) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return event.clientY < box.top + box.height / 2 ? 'before' : 'after';
}

export function drop(
  event: DragEvent,
  bench: ConditionBench,
  target: number,
  where: 'before' | 'after' | 'inside',
): void {
  const key = Number(event.dataTransfer?.getData(type));
  if (!Number.isInteger(key) || key === 0) return;
  event.preventDefault();
  event.stopPropagation();
  bench.edit(place(bench.root, key, target, where), { key, part: 'menu' });
}

/** Leaves and groups of a condition: a handle before each, marks where facts were tried. */
export const partStyles = css`
  .handle {
    width: var(--gj-size-22);
    height: var(--gj-control);
    cursor: grab;
  }
  .handle gj-menu {
    --gj-control: var(--gj-size-26);
  }
  .mark {
    width: var(--gj-size-20);
    height: var(--gj-control);
  }
  .decided {
    box-shadow: 0 0 0 var(--gj-half) color-mix(in srgb, var(--gj-error) 55%, transparent);
  }
  .drop-before {
    box-shadow: 0 calc(-1 * var(--gj-half)) var(--gj-accent);
  }
  .drop-after {
    box-shadow: 0 var(--gj-half) var(--gj-accent);
  }
`;

export type PartAction = 'up' | 'down' | 'indent' | 'outdent' | 'deny' | 'copy' | 'remove';

/** Answers the actions on a part of a condition, the same by menu, keys and mouse. */
export function partMenu(bench: ConditionBench, edited: EditedPart): readonly MenuItem[] {
  const found = find(bench.root, edited.key);
  const parent = found?.parent;
  if (!parent) return [];
  const top = parent.key === bench.root.key;
  const last = found.at === parent.parts.length - 1;
  return [
    { key: 'up', text: `${msg('上移', { id: 'move-up' })}  Alt+↑`, disabled: top && found.at === 0 },
    { key: 'down', text: `${msg('下移', { id: 'move-down' })}  Alt+↓`, disabled: top && last },
    { key: 'indent', text: `${msg('放入条件组', { id: 'into-group' })}  Alt+→` },
    { key: 'outdent', text: `${msg('移出条件组', { id: 'out-of-group' })}  Alt+←`, disabled: top },
    {
      key: 'deny',
      text: edited.denied ? msg('去掉“非”', { id: 'no-not' }) : msg('取反（非）', { id: 'make-not' }),
      apart: true,
    },
    { key: 'copy', text: msg('复制', { id: 'copy' }) },
    { key: 'remove', text: `${msg('删除', { id: 'delete' })}  Del`, danger: true, apart: true },
  ];
}

export function doPartAction(bench: ConditionBench, key: number, action: PartAction): void {
  const done = afterAction(bench.root, key, action);
  if (done) bench.edit(...done);
}

function afterAction(root: EditedGroup, key: number, action: PartAction): [EditedGroup, Wanted] | undefined {
  const found = find(root, key);
  if (!found?.parent) return undefined;
  const here: Wanted = { key, part: 'menu' };
  switch (action) {
    case 'up':
      return [move(root, key, -1), here];
    case 'down':
      return [move(root, key, 1), here];
    case 'indent':
      return [indent(root, key), here];
    case 'outdent':
      return [outdent(root, key), here];
    case 'deny':
      return [replace(root, key, (edited) => ({ ...edited, denied: !edited.denied })), here];
    case 'copy': {
      const copy = copyOf(found.edited);
      return [insert(root, found.parent.key, found.at + 1, copy), { key: copy.key, part: 'menu' }];
    }
    case 'remove':
      return [remove(root, key), nextTo(root, found.parent, found.at)];
  }
}

/** Answers the control that gets the focus after a part was removed. */
function nextTo(root: EditedGroup, parent: EditedGroup, at: number): Wanted {
  const next = parent.parts[at + 1] ?? parent.parts[at - 1];
  if (next) return { key: next.key, part: 'menu' };
  return { key: find(root, parent.key)?.parent?.key ?? root.key, part: 'menu' };
}

/** The action of a key pressed on a part's handle, or with Shift anywhere in it. */
export function partActionOf(event: KeyboardEvent, onHandle: boolean): PartAction | undefined {
  if (event.altKey && !event.ctrlKey && (onHandle || event.shiftKey)) {
    const actions: Readonly<Record<string, PartAction>> = {
      ArrowUp: 'up',
      ArrowDown: 'down',
      ArrowRight: 'indent',
      ArrowLeft: 'outdent',
    };
    return actions[event.key];
  }
  return onHandle && event.key === 'Delete' ? 'remove' : undefined;
}
