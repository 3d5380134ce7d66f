import { isObject, type Json, type JsonSchema } from '../common/json.ts';
import { isDeeper } from '../kinds/common/reading.ts';
import {
  casesSchema,
  dataSchema,
  extensionSchema,
  formSchema,
  messagesSchema,
  migrationsSchema,
  paramsSchema,
} from '../schema/file-schemas.ts';
import { judge, type SchemaFlaw } from '../schema/judge.ts';
import { printSchema } from '../schema/print-definitions.ts';
import { reportSchema } from '../schema/report-definitions.ts';
import type { PackageSource, SourceFile } from '../source.ts';
import { textFlaws } from './checks/check-texts.ts';
import { type Place, pointed, type Report } from './layers/report.ts';
import { type Mended, soundPart } from './sound-part.ts';

export interface Structured {
  readonly packages: readonly PackageSource[];
  /** Ids of forms that were left out: nobody is to be told that they do not exist. */
  readonly broken: ReadonlySet<string>;
}

/** The files whose texts people read on every page. */
const spoken: ReadonlySet<JsonSchema> = new Set([formSchema, extensionSchema, paramsSchema]);

/**
 * Leaves out every file that does not have the shape of its kind, so that all that follows can trust the types. Where it
 * is noted what was mended, forms and extensions stay without what is wrong in them.
 */
export function* wellFormed(
  sources: readonly PackageSource[],
  report: Report,
  mended?: Mended[],
): Generator<undefined, Structured> {
  const broken = new Set<string>();
  const packages: PackageSource[] = [];
  for (const { manifest, dropped, ...source } of sources) {
    function* shaped<T>(
      schema: JsonSchema,
      files: readonly SourceFile<T>[],
      left?: (content: Json) => void,
    ): Generator<undefined, readonly SourceFile<T>[]> {
      const sound: SourceFile<T>[] = [];
      for (const each of files) {
        const content = each.content as Json;
        const flaws = flawsOf(schema, content);
        const place: Place = { package: manifest.name, file: each.file, pointer: '' };
        for (const { code, pointer, params } of flaws) report.error(code, pointed(place, pointer), params);
        if (flaws.length > 0) {
          const rest =
            mended && spoken.has(schema)
              ? yield* soundPart(schema, { file: each.file, content }, flaws)
              : undefined;
          if (rest) {
            const { content: part, ...how } = rest;
            mended?.push({ package: manifest.name, file: each.file, ...how });
            sound.push({ file: each.file, content: part as T });
          } else left?.(content);
        } else {
          for (const { code, pointer, params } of spoken.has(schema) ? textFlaws(content) : [])
            report.warning(code, pointed(place, pointer), params);
          sound.push(each);
        }
        yield;
      }
      return sound;
    }
    packages.push({
      manifest,
      forms: yield* shaped(formSchema, source.forms, (content) => addName(content, broken)),
      extensions: yield* shaped(extensionSchema, source.extensions),
      params: yield* shaped(paramsSchema, source.params),
      data: yield* shaped(dataSchema, source.data),
      cases: yield* shaped(casesSchema, source.cases),
      prints: yield* shaped(printSchema, source.prints ?? []),
      reports: yield* shaped(reportSchema, source.reports ?? []),
      templates: yield* shaped(formSchema, source.templates ?? []),
      ...(source.dataFiles && { dataFiles: source.dataFiles }),
      migrations: yield* shaped(migrationsSchema, source.migrations ?? []),
      messages: yield* shaped(messagesSchema, source.messages),
      ...(dropped ? { dropped } : {}),
    });
  }
  return { packages, broken };
}

/** Deeper files than anybody writes are refused unread: everything that follows walks them by recursion. */
const deepest = 64;

/** Of files without a flaw that nobody can change any more: judged once, however often they are compiled. */
const sound = new WeakMap<JsonSchema, WeakSet<object>>();

function flawsOf(schema: JsonSchema, content: Json): readonly SchemaFlaw[] {
  const lasting = typeof content === 'object' && content !== null && Object.isFrozen(content);
  if (lasting && sound.get(schema)?.has(content)) return [];
  const flaws = judged(schema, content);
  if (lasting && flaws.length === 0) {
    const known = sound.get(schema) ?? new WeakSet();
    sound.set(schema, known.add(content));
  }
  return flaws;
}

function judged(schema: JsonSchema, content: Json): readonly SchemaFlaw[] {
  if (isDeeper(content, deepest)) return [{ code: 'json-too-deep', pointer: '', params: { limit: deepest } }];
  return judge(schema, content);
}

function addName(form: Json, names: Set<string>): void {
  if (!isObject(form)) return;
  const id = form['id'] ?? form['name'];
  if (typeof id === 'string') names.add(id);
}
