import type { Json, JsonSchema } from '../json.ts';
import { isDeeper, isObject } from '../kinds/reading.ts';
import { casesSchema } from '../schema/cases-schema.ts';
import { dataSchema } from '../schema/data-schema.ts';
import { extensionSchema } from '../schema/extension-schema.ts';
import { formSchema } from '../schema/form-schema.ts';
import { judge, type SchemaFlaw } from '../schema/judge.ts';
import { messagesSchema } from '../schema/messages-schema.ts';
import { paramsSchema } from '../schema/params-schema.ts';
import type { PackageSource, SourceFile } from '../source.ts';
import { type Place, pointed, type Report } from './report.ts';

export interface Structured {
  readonly packages: readonly PackageSource[];
  /** Ids of forms that were left out: nobody is to be told that they do not exist. */
  readonly broken: ReadonlySet<string>;
}

/** Leaves out every file that does not have the shape of its kind, so that all that follows can trust the types. */
export function wellFormed(sources: readonly PackageSource[], report: Report): Structured {
  const broken = new Set<string>();
  const packages = sources.map((source) => {
    const shaped = <T>(schema: JsonSchema, files: readonly SourceFile<T>[], left?: (content: Json) => void) =>
      files.filter(({ file, content }) => {
        const flaws = flawsOf(schema, content as Json);
        const place: Place = { package: source.manifest.name, file, pointer: '' };
        for (const { code, pointer, params } of flaws) report.error(code, pointed(place, pointer), params);
        if (flaws.length > 0) left?.(content as Json);
        return flaws.length === 0;
      });
    return {
      manifest: source.manifest,
      forms: shaped(formSchema, source.forms, (content) => nameOf(content, broken)),
      extensions: shaped(extensionSchema, source.extensions),
      params: shaped(paramsSchema, source.params),
      data: shaped(dataSchema, source.data),
      cases: shaped(casesSchema, source.cases),
      messages: shaped(messagesSchema, source.messages),
    };
  });
  return { packages, broken };
}

/** Deeper files than anybody writes are refused unread: everything that follows walks them by recursion. */
const deepest = 64;

function flawsOf(schema: JsonSchema, content: Json): readonly SchemaFlaw[] {
  if (isDeeper(content, deepest)) return [{ code: 'json-too-deep', pointer: '', params: { limit: deepest } }];
  return judge(schema, content);
}

function nameOf(form: Json, names: Set<string>): void {
  if (!isObject(form)) return;
  const id = form['id'] ?? form['name'];
  if (typeof id === 'string') names.add(id);
}
