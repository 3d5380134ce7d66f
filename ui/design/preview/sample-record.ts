import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import { say } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';

/** Of kinds whose value hangs on the field; all others say an example themselves. */
const samples: Readonly<Record<string, (field: Field) => Json>> = {
  text: (field) => say(field.label).slice(0, Number(field.props['length'] ?? 255)),
  multiline: (field) => say(field.label),
  integer: (field) => Number(field.props['min'] ?? field.props['max'] ?? 12),
  decimal: (field) => String(field.props['min'] ?? field.props['max'] ?? '12.5'),
  money: (field) => String(field.props['min'] ?? field.props['max'] ?? '1234.50'),
  percent: (field) => String(field.props['min'] ?? field.props['max'] ?? '0.13'),
  date: () => serverClock.moment.today,
  datetime: () => `${serverClock.moment.today}T01:30:00.000Z`,
  choice: (field) => offered(field)[0] ?? null,
  choices: (field) => offered(field).slice(0, 2),
};

/** Values made from the kinds; records that are referred to are the first that may be picked, as `offered` says. */
export async function sampleRecord(
  { fields }: { readonly fields: readonly Field[] },
  offered: (field: Field) => Json | undefined = () => undefined,
): Promise<JsonObject> {
  await serverClock.learn().catch(() => {});
  const made = await Promise.all(
    fields.map(async (field) => [field.name, await sampleOf(field, offered(field))] as const),
  );
  return Object.fromEntries(
    made.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value]])),
  );
}

async function sampleOf(field: Field, filter: Json | undefined): Promise<Json | undefined> {
  const { rows, kind, targets } = field;
  const target = field.target ?? targets?.[0]?.id;
  if (rows) return [await sampleRecord(rows)];
  if (target === undefined) return kindWords[kind.name]?.example ?? samples[kind.name]?.(field);
  const outline = session.formById(target);
  if (!outline) return undefined;
  const found = await session.api
    .call('GET /api/forms/:form/records', {
      path: { form: outline.name },
      query: { limit: 1, view: 'use', ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }) },
    })
    .catch(() => null);
  const [first] = found?.items ?? [];
  if (!first) return undefined;
  const { id, number = '', name = '' } = first;
  const pointer = { id, number: number ?? '', name: name ?? '' };
  if (targets) return { form: target, ...pointer };
  return kind.name === 'references' ? [pointer] : pointer;
}

function offered({ options = [] }: Field): readonly string[] {
  return options.filter(({ hidden }) => !hidden).map(({ value }) => value);
}
