import { isLinkAddress } from '../../common/link-address.ts';
import { pictureField } from '../../print/print-fields.ts';
import type { blockSorts } from '../../property/block.ts';
import type { BlockSource } from '../../source.ts';
import type { Place } from '../layers/report.ts';
import { pointed } from '../layers/report.ts';
import { checkConditional, factsFrom } from './check-facts.ts';
import { type Checking, checkNames, placeOfPart, reportUnknownField } from './checking.ts';

type Sort = (typeof blockSorts)[number];
type Said = 'label' | 'address' | 'action' | 'image' | 'field';

/** What each sort of block needs; a text it may have beside that, all else it has no use for. */
const needs: Readonly<Record<Sort, readonly Said[]>> = {
  heading: ['label'],
  note: ['label'],
  picture: [],
  link: ['label', 'address'],
  button: ['action'],
};

/** Checks that headings, notes, pictures, links and buttons say what they need, and stand at a place that is there. */
export function checkBlocks(checking: Checking): void {
  const { form } = checking;
  checkNames(checking, 'blocks', form.blocks);
  for (const block of form.blocks) checkBlock(checking, block);
}

function checkBlock(checking: Checking, block: BlockSource): void {
  const { form, layered, report } = checking;
  const placeOf = (property: string): Place =>
    layered.said.get(`blocks/${block.name}/${property}`)?.at(-1)?.place ??
    pointed(placeOfPart(checking, block), `/${property}`);
  const { before = '', group = '', address, action, field = '' } = block;
  checkConditional(block.visible ?? true, placeOf('visible'), factsFrom(checking, ''), checking);
  for (const property of needs[block.block])
    if (block[property] === undefined)
      report.error('block-needs', placeOfPart(checking, block), { name: block.name, property });
  const isPicture = block.block === 'picture';
  if (isPicture && (block.image === undefined) === (field === ''))
    report.error('block-picture', placeOfPart(checking, block), { name: block.name });
  if (isPicture && field !== '' && !pictureField(form, field))
    reportUnknownField(report, placeOf('field'), form, field);
  const own: readonly Said[] = isPicture ? ['image', 'field'] : needs[block.block];
  for (const property of ['address', 'action', 'image', 'field'] as const)
    if ((block[property] ?? '') !== '' && !own.includes(property))
      report.error('block-unfit', placeOf(property), { name: block.name, property });
  if (address !== undefined && !isLinkAddress(address))
    report.error('block-address', placeOf('address'), { address });
  if (action !== undefined && !form.actions.some(({ name, on }) => name === action && on !== 'form'))
    report.error('block-action', placeOf('action'), { action });
  if (before !== '' && !form.byId.has(before)) reportUnknownField(report, placeOf('before'), form, before);
  const isThere = form.layout.tabs.some((tab) => tab.groups.some(({ name }) => name === group));
  if (group === '' || isThere) return;
  if (layered.droppedParts?.has(`groups/${group}`))
    report.warning('set-of-dropped', placeOf('group'), { target: `layout/groups/${group}` });
  else report.error('unknown-part', placeOf('group'), { part: 'groups', name: group });
}
