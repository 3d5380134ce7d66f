import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import { fileType } from '../../../../metadata/kinds/common/file-types.ts';
import { filesIn, largestOf, typesOf } from '../../../../metadata/kinds/common/file-value.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
import { copyFile, readFiles, type StoredFile, takeFile } from '../../contents/file-rows.ts';
import { answeredFile } from '../answer/answered-file.ts';
import type { Answers } from '../answer/answers.ts';
import type { Statement } from '../commit/planned-write.ts';
import type { Layouts } from '../record/layouts.ts';
import type { Stored } from '../record/stored.ts';
import { findToSee } from '../sight/find.ts';
import type { NamedFile, Reading } from './input-work.ts';

/** What is known of a file before it is looked up: those that stood there stay as they are, under another name maybe. */
export function nameFiles(field: Field, value: Json, before: Json, path: string, work: Reading): Json {
  const known = new Map(filesIn(before).map((file) => [file.id, file]));
  const isList = Array.isArray(value);
  const files = filesIn(value).map((said, at) => {
    const stood = known.get(said.id);
    if (stood) return { ...stood, ...(said.name !== undefined && { name: said.name }) };
    const file: NamedFile['file'] = { id: said.id, name: said.name ?? '', size: 0, type: '' };
    work.files.push({ field, file, path: isList ? `${path}/${at}` : path });
    return file;
  });
  return (isList ? files : (files[0] ?? null)) as unknown as Json;
}

interface Naming {
  readonly call: Call;
  readonly form: Form;
  readonly next: Stored;
}

interface FileParts {
  readonly answers: Answers;
  readonly layouts: Layouts;
  readonly newId: () => string;
  readonly now: string;
}

/**
 * Looks up the files that a body newly names: brought by the caller for that field, the record's own of former days, or
 * of another record that he may read, of which a copy is made. Puts into the record what they are; answers what could
 * not be taken, and the statements by which the record's commit takes the others.
 */
export async function resolveFiles(
  parts: FileParts,
  reader: Connection,
  { call, form, next }: Naming,
  named: readonly NamedFile[],
): Promise<{ readonly problems: readonly Problem[]; readonly statements: readonly Statement[] }> {
  const problems: Problem[] = [];
  const statements: Statement[] = [];
  const found = await readFiles(reader, [...new Set(named.map(({ file }) => file.id))]);
  for (const one of named) {
    const kept = found.get(one.file.id);
    const flaw = kept ? await flawOf(parts, reader, { call, form, next }, { ...one, kept }) : unknownFile;
    if (flaw || !kept) {
      problems.push({ path: one.path, ...(flaw ?? unknownFile) });
      continue;
    }
    const { field, file } = one;
    const name = file.name || kept.name;
    Object.assign(file, { name, size: kept.size, type: kept.type ?? 'other' });
    const by = { form: form.id, field: field.path, record: next.id, name };
    if (kept.record === null) statements.push(takeFile(kept, by));
    else if (kept.record !== next.id || kept.form !== form.id) {
      file.id = parts.newId();
      for (const statement of copyFile(
        kept,
        file.id,
        { ...by, owner: call.user.id, org: call.org },
        parts.now,
      ))
        statements.push(statement);
    }
  }
  return { problems, statements };
}

type Flaw = Omit<Problem, 'path'>;
const unknownFile: Flaw = { code: 'file-unknown' };

async function flawOf(
  parts: FileParts,
  reader: Connection,
  { call, form, next }: Naming,
  { field, kept }: NamedFile & { readonly kept: StoredFile },
): Promise<Flaw | undefined> {
  if (kept.record === null) {
    // What a change set names was brought by its author, and is published by somebody else.
    if (kept.owner !== call.user.id && !call.approved) return unknownFile;
    if (kept.state !== 'whole') return { code: 'file-not-whole', params: { name: kept.name } };
    if (kept.form !== form.id || kept.field !== field.path)
      return { code: 'file-elsewhere', params: { name: kept.name, label: { ...field.label } } };
  } else if (kept.record !== next.id || kept.form !== form.id) {
    if (!(await mayRead(parts, reader, call, kept))) return unknownFile;
    if (field.personal && !kept.sealed) return { code: 'file-not-sealed', params: { name: kept.name } };
  }
  return misfit(field, kept);
}

/** Why a file is not one that a field takes, by its type and its size. */
export function misfit(
  field: Field,
  { name, size, type }: { readonly name: string; readonly size: number; readonly type: string | null },
): Flaw | undefined {
  const types = typesOf(field);
  if (type !== null && !types.includes(type)) {
    const labels = types.map((one) => fileType(one).label);
    return {
      code: 'file-type-refused',
      params: { name, type: { ...fileType(type).label }, types: labels.map((label) => ({ ...label })) },
    };
  }
  const limit = largestOf(field);
  return size > limit ? { code: 'file-too-large', params: { name, limit: limit / 1024 / 1024 } } : undefined;
}

async function mayRead(
  { layouts, answers }: FileParts,
  reader: Connection,
  call: Call,
  { id, form: formId, record }: StoredFile,
): Promise<boolean> {
  const form = call.served.model.formsById.get(formId);
  if (!form || record === null) return false;
  try {
    const stored = await findToSee(reader, call, layouts.of(call.served, form), record);
    return (await answeredFile(answers, reader, { call, form, stored, file: id })) !== null;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
