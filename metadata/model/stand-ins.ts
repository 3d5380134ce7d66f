import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import { sharingStrategies } from '../common/sharing-strategies.ts';
import { isFormName } from '../names.ts';
import { formSchema, paramsSchema } from '../schema/file-schemas.ts';

/** Answers what a member is taken for; undefined: nothing else can be judged of the file. */
type StandIn = (content: JsonObject, file: string) => Json | undefined;

const bothWays = (text: Json | undefined): Json | undefined =>
  typeof text === 'string' ? { zh: text, en: text } : undefined;

/**
 * What members are taken for, by whose flaws the rest of a file is not to go unjudged: whatever lets the most be said by
 * others. Nothing that is found wrong with it is told, as nobody wrote it.
 */
const standIns = new Map<JsonSchema, Readonly<Record<string, StandIn>>>([
  [
    formSchema,
    {
      name: ({ id }, file) => {
        const stem = /([^/]*)\.json$/.exec(file)?.[1] ?? '';
        return typeof id === 'string' ? id : isFormName(stem) ? stem : undefined;
      },
      kind: () => 'setting',
      label: ({ name, id }) => bothWays(name ?? id),
      sharing: () => ({ allowed: [...sharingStrategies], default: sharingStrategies[0] }),
      validity: () => true,
      attachments: () => true,
    },
  ],
  [paramsSchema, { label: ({ type }) => bothWays(type) }],
]);

export function standInFor(
  schema: JsonSchema,
  member: string,
  content: JsonObject,
  file: string,
): Json | undefined {
  return standIns.get(schema)?.[member]?.(content, file);
}
