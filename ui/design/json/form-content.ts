import type { JsonObject } from '../../../metadata/common/json.ts';
import { layoutShown } from '../../../metadata/design/steps/own-layout.ts';
import { optionsInOrder } from '../../../metadata/model/forms/options-in-order.ts';
import { placedBlocks } from '../../../metadata/model/layers/blocks.ts';
import type { LayeredField, LayeredForm } from '../../../metadata/model/layers/layered.ts';
import { viewsInOrder } from '../../../metadata/model/layers/views.ts';
import type { BlockSource, GroupSource, LayoutSource, OptionSource } from '../../../metadata/source.ts';

/**
 * A form as all layers together say it, as a file would have it. What stands first is first: the numbers and lists by
 * which layers say an order of things of others are left out, so that an order is typed by moving things, and in one
 * place. Where documents were read is nothing that a person types.
 */
export function contentOf(form: LayeredForm): JsonObject {
  const fields = form.fields.filter(({ dropped }) => !dropped);
  const layout = layoutShown({ ...form, fields });
  const { blocks, views } = form.source;
  const whole = {
    ...form.source,
    layout: plainLayout(layout),
    ...(blocks && { blocks: plainBlocks(blocks, layout) }),
    ...(views && { views: viewsInOrder(views).map(({ order: _, ...view }) => view) }),
    fields: inOrder(fields, idsIn(layout)).map(fieldContent),
  };
  return JSON.parse(JSON.stringify(whole, (key, value) => (key === 'source' ? undefined : value)));
}

/** Columns of rows stand in the order in which a sheet shows them. */
function fieldContent({ source, fields }: LayeredField): object {
  const { options, ...own } = source;
  const offered = Array.isArray(options)
    ? { options: optionsInOrder(options as readonly OptionSource[]).map(({ order: _, ...one }) => one) }
    : {};
  if (fields.length === 0) return { ...own, ...offered };
  const { columns, ...rest } = own;
  const first = Array.isArray(columns) ? columns.map(String) : [];
  return { ...rest, ...offered, fields: inOrder(fields, first).map(fieldContent) };
}

/** Those that are named come first; what was dropped is no more. */
function inOrder(fields: readonly LayeredField[], first: readonly string[]): readonly LayeredField[] {
  const rank = new Map(first.map((id, at) => [id, at]));
  const placeOf = ({ id }: LayeredField) => rank.get(id) ?? first.length;
  return fields.filter(({ dropped }) => !dropped).toSorted((a, b) => placeOf(a) - placeOf(b));
}

function idsIn({ tabs }: LayoutSource): readonly string[] {
  return groupsIn(tabs).flatMap(({ fields }) => fields);
}

function groupsIn(tabs: LayoutSource['tabs']): readonly GroupSource[] {
  return tabs.flatMap(({ groups }) => groups);
}

function plainLayout({ tabs }: LayoutSource): LayoutSource {
  return {
    tabs: tabs.map(({ order: _, groups, ...tab }) => ({
      ...tab,
      groups: groups.map(({ order: __, tab: ___, ...group }) => group),
    })),
  };
}

/** Each with the field it stands before, else with its group, as they follow on the page. */
function plainBlocks(blocks: readonly BlockSource[], layout: LayoutSource): readonly BlockSource[] {
  const groups = groupsIn(layout.tabs);
  const spots = groups.flatMap(({ name, fields }) => [...fields.map((id) => `${name}/${id}`), `${name}/`]);
  const spotOf = ({ group = '', before = '' }: BlockSource) => spots.indexOf(`${group}/${before}`);
  return placedBlocks(blocks, layout)
    .toSorted((a, b) => spotOf(a) - spotOf(b))
    .map(({ order: _, group, before, ...block }) => ({
      ...block,
      ...(before === undefined ? group !== undefined && { group } : { before }),
    }));
}
