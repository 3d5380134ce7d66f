import type { ReactiveControllerHost } from 'lit';
import { isObject, type Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { ExplainedProperty } from '../../metadata/contract/forms/explained.ts';
import { conditionWords } from '../fields/condition-words.ts';
import { Asking } from '../kit/asking.ts';
import { language, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import type { ExplainedPlace } from './explained-place.ts';

/** Something of the form that can be explained, with what people call it. */
export interface NamedPlace {
  readonly place: string;
  readonly text: string;
}

interface FieldAnswer {
  readonly path: string;
  readonly label: Label;
  readonly fields?: readonly FieldAnswer[];
  readonly options?: readonly { readonly value: string; readonly label: Label }[];
}

interface FormAnswer {
  readonly id: string;
  readonly label: Label;
  readonly fields: readonly FieldAnswer[];
  readonly layout: {
    readonly tabs: readonly {
      readonly name: string;
      readonly label: Label;
      readonly groups: readonly { readonly name: string; readonly label?: Label }[];
    }[];
  };
  readonly explain: readonly ExplainedProperty[];
}

/** Who said what of a place, and which other places there are beside it. */
export class ExplainData extends Asking {
  /** Null: it is on its way. */
  properties: readonly ExplainedProperty[] | null = null;
  places: readonly NamedPlace[] = [];
  /** Conditions as people read them. */
  words: ReadonlyMap<Json, string> = new Map();
  failure: unknown = null;

  constructor(host: ReactiveControllerHost) {
    super(host);
  }

  async load(asked: ExplainedPlace): Promise<void> {
    const signal = this.begin();
    this.properties = null;
    this.failure = null;
    this.host.requestUpdate();
    try {
      const properties = await this.#ask(asked, signal);
      if (signal.aborted) return;
      // What several spoke of comes first: that is what one asks about.
      this.properties = properties.toSorted((a, b) => b.said.length - a.said.length);
    } catch (failure) {
      if (signal.aborted) return;
      this.failure = failure;
    }
    this.host.requestUpdate();
  }

  async #ask(asked: ExplainedPlace, signal: AbortSignal): Promise<readonly ExplainedProperty[]> {
    if ('param' in asked) {
      const [type = '', key = ''] = asked.param.split('/');
      const query = { explain: true, of: 'definition', ...(asked.scope && { scope: asked.scope }) };
      const answer = await session.api.call('GET /api/params/:type/:key', {
        path: { type, key },
        query,
        signal,
      });
      this.places = [];
      return answer.definition ?? [];
    }
    const path = `/api/forms/${encodeURIComponent(asked.form)}?explain=true&of=${encodeURIComponent(asked.place)}`;
    const answer = await session.api.get<FormAnswer>(path, { signal });
    this.words = await this.#read(answer.explain, answer.id);
    this.places = [
      { place: '', text: say(answer.label) },
      ...fieldPlaces(answer.fields, ''),
      ...partPlaces(answer),
    ];
    return answer.explain;
  }

  /** Those that cannot be read any more stay as they are written. */
  async #read(properties: readonly ExplainedProperty[], form: string): Promise<ReadonlyMap<Json, string>> {
    const values = properties
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
}

function isCondition(value: Json): boolean {
  return isObject(value) && ['all', 'any', 'not', 'fact'].some((part) => part in value);
}

function fieldPlaces(fields: readonly FieldAnswer[], above: string): readonly NamedPlace[] {
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

function partPlaces({ layout }: FormAnswer): readonly NamedPlace[] {
  return layout.tabs.flatMap(({ name, label, groups }) => [
    { place: `layout/tabs/${name}`, text: `▸ ${say(label)}` },
    ...groups.flatMap((group) =>
      group.label
        ? [{ place: `layout/groups/${group.name}`, text: `▸ ${say(label)} · ${say(group.label)}` }]
        : [],
    ),
  ]);
}
