import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { ExplainedProperty } from '../../../metadata/contract/forms/explained.ts';
import type { DescribedField, DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { conditionWords } from '../condition-words.ts';
import type { ExplainedPlace } from './explained-place.ts';

/** Something of the form that can be explained, with what people call it. */
export interface NamedPlace {
  readonly place: string;
  readonly text: string;
}

/** The properties of a place with the layers that stated them, and the other places beside it. */
export interface Explained {
  readonly properties: readonly ExplainedProperty[];
  readonly places: readonly NamedPlace[];
  /** Conditions as people read them. */
  readonly words: ReadonlyMap<Json, string>;
}

export async function readExplained(asked: ExplainedPlace, signal: AbortSignal): Promise<Explained> {
  if ('param' in asked) {
    const [type = '', key = ''] = asked.param.split('/');
    const query = { explain: true, of: 'definition', ...(asked.scope && { scope: asked.scope }) };
    const answer = await session.api.call('GET /api/params/:type/:key', {
      path: { type, key },
      query,
      signal,
    });
    return { properties: busiestFirst(answer.definition ?? []), places: [], words: new Map() };
  }
  const answer = await session.api.call('GET /api/forms/:form', {
    path: { form: asked.form },
    query: { explain: true, of: asked.place },
    // Of the form itself, which has no place.
    saysEmpty: true,
    signal,
  });
  const properties = (answer.explain ?? []).filter((one) => 'shown' in one);
  return {
    properties: busiestFirst(properties),
    places: [
      { place: '', text: say(answer.label) },
      ...fieldPlaces(answer.fields, ''),
      ...partPlaces(answer),
    ],
    words: await readConditions(properties, answer.id),
  };
}

/** Sorts properties that several layers stated to the front: they are the ones that people ask about. */
function busiestFirst(properties: readonly ExplainedProperty[]): readonly ExplainedProperty[] {
  return properties.toSorted((a, b) => b.said.length - a.said.length);
}

/** Reads the conditions among the values into words, with the names of records; what is not read is as the server says. */
async function readConditions(
  properties: readonly ExplainedProperty[],
  form: string,
): Promise<ReadonlyMap<Json, string>> {
  const values = properties
    .filter(({ property }) => asksRecord.test(property))
    .flatMap(({ value, said }) => [
      value,
      ...said.flatMap((one) => [one, ...one.earlier].map((then) => then.value)),
    ])
    .filter(isCondition);
  const read = await Promise.all(
    values.map(async (value) => {
      const words = await conditionWords(value, form, language()).catch(() => undefined);
      return words === undefined ? [] : [[value, words] as const];
    }),
  );
  return new Map(read.flat());
}

/** Conditions that ask the fields of the record itself: those of rows and of what can be picked the server words. */
const asksRecord =
  /\/(fields\/[^./]+|layout\/[^/]+\/[^/]+|blocks\/[^/]+|views\/[^/]+)\/(?!optionsFilter$)[^/]+$/;

function isCondition(value: Json): boolean {
  return isObject(value) && ['all', 'any', 'not', 'fact'].some((part) => part in value);
}

function fieldPlaces(fields: readonly DescribedField[], above: string): readonly NamedPlace[] {
  return fields.flatMap(({ path, label, fields: inner = [], options = [] }) => {
    const text = above + say(label);
    const place = `fields/${path}`;
    return [
      { place, text },
      ...options.map((option) => ({
        place: `${place}/options/${option.value}`,
        text: `${text} → ${say(option.label)}`,
      })),
      ...fieldPlaces(inner, `${text} · `),
    ];
  });
}

function partPlaces({ layout }: DescribedForm): readonly NamedPlace[] {
  return layout.tabs.flatMap(({ name, label, groups }) => [
    { place: `layout/tabs/${name}`, text: `▸ ${say(label)}` },
    ...groups.flatMap((group) =>
      group.label
        ? [{ place: `layout/groups/${group.name}`, text: `▸ ${say(label)} · ${say(group.label)}` }]
        : [],
    ),
  ]);
}
