import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { FormerTexts } from '../../../metadata/field.ts';
import { versionInWords, wereOptions } from '../../../metadata/former-values.ts';
import { isMigrationFile } from '../../../metadata/model/layers/migration-file.ts';
import type { Form } from '../../../metadata/model.ts';
import type { PublishRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import type { InWordsSince } from '../../storage/store/record/in-words-since.ts';
import { publishesAfter, sourcesOf } from '../packages/former-sources.ts';

/**
 * Revisions of the publishes that made texts of the options of a field: more than one where it was undone in between.
 */
type Since = (texts: FormerTexts) => readonly number[];

/**
 * Versions whose options are texts since, as those were written that stood. Whether a value was an option or somebody's
 * text goes by when it was written, and is asked for such forms alone.
 */
export function createInWordsSince(reader: Connection): InWordsSince {
  // A form whose fields become texts, or are choices again, is another form.
  const known = new WeakMap<Form, Promise<Since>>();

  return async (form, version, revision) => {
    if (!wereOptions(form)) return version;
    const asked = known.get(form) ?? readSince(reader);
    known.set(form, asked);
    asked.catch(() => known.delete(form));
    const since = await asked;
    return versionInWords(form, version, (texts) => since(texts).filter((at) => at > revision).length);
  };
}

/** Out of the files of steps that packages had from each of their publishes on. */
async function readSince(reader: Connection): Promise<Since> {
  const found = new Map<string, number[]>();
  const stated = new Map<string, ReadonlySet<string>>();
  const ofFiles = new Map<string, ReadonlySet<string>>();
  for await (const { revision, ...row } of publishesAfter(reader, { revision: 0, package: '' })) {
    const files = JSON.stringify(stepFiles(row.files));
    const now = ofFiles.get(files) ?? (await textsIn(reader, { ...row, files }));
    ofFiles.set(files, now);
    const before = stated.get(row.package) ?? new Set();
    for (const text of now)
      if (!before.has(text)) {
        const key = `${row.package} ${text}`;
        found.set(key, [...(found.get(key) ?? []), revision]);
      }
    stated.set(row.package, now);
  }
  return ({ package: owner, form, path }) => found.get(`${owner} ${form} ${path}`) ?? [];
}

function stepFiles(files: string): Readonly<Record<string, string>> {
  const all = Object.entries(JSON.parse(files) as Readonly<Record<string, string>>);
  return Object.fromEntries(all.filter(([path]) => isMigrationFile(path)));
}

/** Form and path of each field of which some step says that it became a text. */
async function textsIn(
  reader: Connection,
  row: Pick<PublishRow, 'package' | 'version' | 'files'>,
): Promise<ReadonlySet<string>> {
  if (row.files === '{}') return new Set();
  const [own] = await sourcesOf(reader, [row]);
  const steps = [...(own?.files.values() ?? [])].flatMap((file): readonly Json[] =>
    isObject(file) && Array.isArray(file['steps']) ? file['steps'] : [],
  );
  const texts = steps.filter(isObject).filter(({ step }) => step === 'text');
  return new Set(texts.map(({ form, field }) => `${String(form)} ${String(field)}`));
}
