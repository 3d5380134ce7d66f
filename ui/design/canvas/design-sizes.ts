import { msg, str } from '@lit/localize';
import type { Field } from '../../../metadata/field.ts';
import type { GroupSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { spanOf } from '../../record/editor/span-of.ts';
import { plural, say } from '../../session/i18n.ts';
import { wantedWidth } from '../../sheet/sheet-layout.ts';
import { fieldAtPath, type Landing } from '../work/canvas-moves.ts';

/** How much room something takes, as its form is to say it. */
export interface Size {
  /** `fields/rate`, `fields/lines.rate`, `layout/groups/main`. */
  readonly place: string;
  readonly property: 'span' | 'width' | 'columns';
  readonly value: number;
}

const most = { span: 6, width: 1200, columns: 6 } as const;
const least = { span: 1, width: 40, columns: 1 } as const;
/** So many pixels a column becomes wider by one key. */
const pixels = 10;

function within(property: Size['property'], value: number): number {
  return Math.min(most[property], Math.max(least[property], Math.round(value)));
}

/** The size that the place has now; undefined: it takes the room that there is. */
function sizeOf(form: FormModel, place: string): Size | undefined {
  const groups = form.layout.tabs.flatMap((tab) => tab.groups);
  if (place.startsWith('layout/groups/')) {
    const group = groups.find(({ name }) => place === `layout/groups/${name}`);
    return group && { place, property: 'columns', value: columnsOf(group) };
  }
  if (!place.startsWith('fields/')) return undefined;
  const path = place.slice('fields/'.length);
  const field = fieldAtPath(form, path);
  if (!field) return undefined;
  if (path.includes('.')) return { place, property: 'width', value: wantedWidth(field).width };
  if (field.rows) return undefined;
  const { columns } = spanOf(field);
  const group = groups.find(({ fields }) => fields.includes(field.id));
  return { place, property: 'span', value: columns === 'all' ? columnsOf(group) : columns };
}

function columnsOf(group: GroupSource | undefined): number {
  return group?.columns ?? 4;
}

/** One key wider or narrower; undefined: there is no such size, or it is as wide as can be. */
export function nextSize(form: FormModel, place: string, step: number): Size | undefined {
  const now = sizeOf(form, place);
  if (!now) return undefined;
  const top = now.property === 'span' ? columnsAround(form, place) : most[now.property];
  const by = now.property === 'width' ? pixels * step : step;
  const value = Math.min(top, within(now.property, now.value + by));
  return value === now.value ? undefined : { ...now, value };
}

/** The columns of the group in which a field stands. */
function columnsAround(form: FormModel, place: string): number {
  const id = place.replace('fields/', '');
  const groups = form.layout.tabs.flatMap((tab) => tab.groups);
  return columnsOf(groups.find(({ fields }) => fields.includes(id)));
}

/** Drags an edge of a cell of the canvas: each size on the way, and the last one when the pointer is let go. */
export function stretch(
  event: PointerEvent,
  property: 'span' | 'width',
  to: (value: number, isDone: boolean) => void,
): void {
  const grip = event.currentTarget as HTMLElement;
  const cell = grip.closest<HTMLElement>('.cell');
  const grid = grip.closest<HTMLElement>('.grid');
  if (!cell || !grid || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  grip.setPointerCapture(event.pointerId);
  const { left } = cell.getBoundingClientRect();
  let last: number | undefined;
  grip.onpointermove = ({ clientX }) => {
    const value = property === 'span' ? spanDragged(grid, left, clientX) : within('width', clientX - left);
    if (value !== last) to(value, false);
    last = value;
  };
  grip.onlostpointercapture = () => {
    grip.onpointermove = null;
    grip.onlostpointercapture = null;
    if (last !== undefined) to(last, true);
  };
}

/** The columns that a field takes whose edge was dragged so far, in a grid as wide as it is drawn. */
function spanDragged(grid: HTMLElement, left: number, x: number): number {
  const tracks = getComputedStyle(grid).gridTemplateColumns.split(' ');
  const gap = Number.parseFloat(getComputedStyle(grid).columnGap) || 0;
  const column = Number.parseFloat(tracks[0] ?? '') || 1;
  return Math.min(tracks.length, within('span', (x - left + gap) / (column + gap)));
}

/** A size as it is told to those who do not see it. */
export function sizeSaid(form: FormModel, { place, property, value }: Size): string {
  const label = nameOf(form, place);
  if (property === 'width') return msg(str`“${label}”宽 ${value} 像素`, { id: 'design-said-width' });
  if (property === 'columns')
    return plural(msg(str`“${label}”分 ${value} 栏`, { id: 'design-said-columns' }));
  return plural(msg(str`“${label}”占 ${value} 栏`, { id: 'design-said-span' }));
}

/** Where something was moved by keys, told as well. */
export function moveSaid(form: FormModel, place: string, { in: into = '', rows, before }: Landing): string {
  const what = nameOf(form, place);
  const level = place.startsWith('layout/tabs') ? 'tabs' : 'groups';
  const above = rows === undefined ? '' : `${rows}.`;
  const beside = before?.startsWith('blocks/') ? before : `fields/${above}${before}`;
  const next =
    before === undefined
      ? ''
      : nameOf(form, place.startsWith('layout/') ? `layout/${level}/${before}` : beside);
  if (next) return msg(str`“${what}”移到“${next}”前面`, { id: 'design-said-before' });
  const where =
    rows === undefined
      ? nameOf(form, `layout/groups/${into}`) || nameOf(form, `layout/tabs/${into}`)
      : nameOf(form, `fields/${rows}`);
  return where
    ? msg(str`“${what}”移到“${where}”最后`, { id: 'design-said-last' })
    : msg(str`“${what}”移到最后`, { id: 'design-said-end' });
}

/** What people call a field, a group or a tab. */
export function nameOf(form: FormModel, place: string): string {
  return say(labelAt(form, place));
}

export function labelAt(form: FormModel, place: string): Field['label'] | undefined {
  const [part, second = '', third = ''] = place.split('/');
  if (part === 'fields') return fieldAtPath(form, second)?.label;
  if (part === 'blocks') return form.blocks.find(({ name }) => name === second)?.label;
  const { tabs } = form.layout;
  const parts = second === 'tabs' ? tabs : tabs.flatMap(({ groups }) => groups);
  return parts.find(({ name }) => name === third)?.label;
}
