import { msg } from '@lit/localize';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { blockSorts } from '../../../metadata/property/block.ts';
import type { BlockSource, GroupSource } from '../../../metadata/source.ts';
import type { IconName } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import type { FreshField } from '../fresh/fresh-field.ts';
import { unnamed } from '../words/label-typed.ts';
import { blockAt, type Landing } from '../work/canvas-moves.ts';

export type BlockSort = BlockSource['block'];

const icons: Readonly<Record<BlockSort, IconName>> = {
  heading: 'letter',
  note: 'book',
  picture: 'image',
  link: 'link',
  button: 'play',
};

/** The sort of a block that the palette offers as `block:note`; undefined: it is a kind of fields. */
export function sortOf(kind: string): BlockSort | undefined {
  return blockSorts.find((sort) => kind === `block:${sort}`);
}

/** Takes a line of its own; others stand beside fields. */
export function isLine({ block }: BlockSource): boolean {
  return block === 'heading' || block === 'note' || block === 'picture';
}

export function blockIcon(sort: BlockSort): IconName {
  return icons[sort];
}

export function blockWord(sort: BlockSort): string {
  const words: Readonly<Record<BlockSort, string>> = {
    heading: msg('小标题', { id: 'block-heading' }),
    note: msg('说明文字', { id: 'block-note' }),
    picture: msg('图片', { id: 'block-picture' }),
    link: msg('链接', { id: 'block-link' }),
    button: msg('按钮', { id: 'block-button' }),
  };
  return words[sort];
}

/** What is read on a block: its text, or what its action or its field of pictures is called. */
export function blockText(form: FormModel, { label, action, field = '', name }: BlockSource): string {
  const meant = form.actions.find((one) => one.name === action) ?? form.byId.get(field);
  return say(label ?? meant?.label) || name;
}

/** Where a field would be added, a block is. */
export function landingOf({ group, before }: Pick<FreshField, 'group' | 'before'>): Landing {
  return { ...(group !== undefined && { in: group }), ...(before !== undefined && { before }) };
}

/** Fields and blocks of a group as they stand, as places; blocks of a form that pages know say exactly where. */
export function cellsOf({ byId, blocks }: FormModel, group: GroupSource): readonly string[] {
  const before = (id: string | undefined) =>
    blocks.filter((one) => one.group === group.name && one.before === id).map(({ name }) => `blocks/${name}`);
  const shown = group.fields.filter((id) => byId.get(id)?.hidden === false);
  return [...shown.flatMap((id) => [...before(id), `fields/${id}`]), ...before(undefined)];
}

/** A new block where it was dropped, without what nobody said of it yet. */
export function newBlock(form: FormModel, name: string, sort: BlockSort, landing: Landing): DesignStep {
  const next = blockAt(form, landing.before ?? '');
  const before = next ? next.before : landing.before;
  const group = before === undefined ? (landing.in ?? next?.group) : undefined;
  const [action] = form.actions.filter(({ on }) => on !== 'form');
  const content: BlockSource = {
    name,
    block: sort,
    ...saidAtFirst(sort, action?.name),
    ...(before !== undefined && { before }),
    ...(group !== undefined && { group }),
  };
  return { do: 'add-part', form: form.id, part: 'blocks', content };
}

/** A picture begins without a text, and so does a button, which has that of its action. */
function saidAtFirst(sort: BlockSort, action: string | undefined): Pick<BlockSource, 'label' | 'action'> {
  if (sort === 'picture') return {};
  if (sort === 'button') return action === undefined ? {} : { action };
  return { label: unnamed[sort] };
}

/**
 * Fields that fall between a block and the field before which it stands: blocks above go before the first of them, so
 * that all stand as they were dropped.
 */
export function blocksAbove(
  form: FormModel,
  landing: Landing,
  moved: string | undefined,
): readonly DesignStep[] {
  const next = blockAt(form, landing.before ?? '');
  const spot = next ? next.before : landing.before;
  const beside = form.blocks.filter(
    ({ before, group }) => before === spot && (!next || group === next.group),
  );
  const above = next ? beside.slice(0, beside.indexOf(next)) : beside;
  if (spot === undefined || moved === undefined) return [];
  return above.map(({ name }) => ({ do: 'place', form: form.id, place: `blocks/${name}`, before: moved }));
}

/** One step on or back by keys, among fields and blocks of its group, and beyond its ends into the group beside it. */
export function nextPlaceOfBlock(form: FormModel, place: string, step: number): Landing | undefined {
  const groups = form.layout.tabs.flatMap((tab) => tab.groups);
  const here = groups.findIndex(({ name }) => name === blockAt(form, place)?.group);
  const [group, beside] = [groups[here], groups[here + step]];
  const cells = group ? cellsOf(form, group) : [];
  const to = cells.indexOf(place) + step;
  if (group && to >= 0 && to < cells.length)
    return { in: group.name, ...beforeCell(cells[step < 0 ? to : to + 1]) };
  if (!beside) return undefined;
  return { in: beside.name, ...(step > 0 ? beforeCell(cellsOf(form, beside)[0]) : {}) };
}

function beforeCell(cell: string | undefined): Pick<Landing, 'before'> {
  return cell === undefined ? {} : { before: cell.replace('fields/', '') };
}
