import type { ConditionBench } from './condition-bench.ts';
import { place } from './edited-moves.ts';

const type = 'application/x-gj-condition-part';

export function beginDrag(event: DragEvent, key: number): void {
  event.stopPropagation();
  event.dataTransfer?.setData(type, String(key));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
}

/** Where a part would go that is let go here; undefined: something else is drawn over the page. */
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
