import type { Json } from '../../common/json.ts';
import { placedBlocks } from '../../model/layers/blocks.ts';
import type { Editing } from './editing.ts';
import { knownForm } from './known-form.ts';
import { layoutShown } from './own-layout.ts';
import { ownPlace } from './own-place.ts';
import { say } from './say.ts';

interface To {
  readonly form: string;
  readonly block: string;
  readonly in?: string;
  /** Id of a field, or another block as `blocks/hint`. Default: behind all fields of its group. */
  readonly before?: string;
}

/** A block into a group, before a field or another block of it; of several in one spot an order is said. */
export function placeBlock(editing: Editing, { form, block, in: into, before = '' }: To): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const layout = layoutShown(known);
  const groups = layout.tabs.flatMap((tab) => tab.groups);
  const blocks = placedBlocks(known.source.blocks ?? [], layout);
  const moved = blocks.find(({ name }) => name === block);
  if (!moved) return editing.refuse('set-nothing', { target: `blocks/${block}`, near: [] });
  if (into !== undefined && !groups.some(({ name }) => name === into))
    return editing.refuse('unknown-part', { part: 'groups', name: into });
  const next = blocks.find(({ name }) => `blocks/${name}` === before);
  const beside = groups.find(({ fields }) => fields.includes(before));
  const group = into ?? next?.group ?? beside?.name ?? moved.group;
  const field = next ? next.before : beside?.name === group ? before : undefined;
  const others = blocks
    .filter((one) => one.name !== block && one.group === group && one.before === field)
    .map(({ name }) => name);
  const put = (name: string, property: string, value: Json) => {
    const place = `blocks/${name}`;
    const own = ownPlace(editing, form, place);
    if (!own) say(editing, form, `${place}/${property}`, value);
    else if (value === '') editing.remove({ file: own.file, at: [...own.at, property] });
    else editing.write({ file: own.file, at: [...own.at, property] }, value);
  };
  put(block, 'before', field ?? '');
  // Before a field it stands wherever that goes.
  put(block, 'group', field === undefined ? (group ?? '') : '');
  if (others.length === 0) return;
  const at = next ? others.indexOf(next.name) : -1;
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, block);
  for (const [index, name] of wanted.entries()) put(name, 'order', (index + 1) * 10);
}
