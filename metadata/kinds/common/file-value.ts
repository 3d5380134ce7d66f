import type { Result } from '../../common/issue.ts';
import { isObject, type Json, type JsonObject, type JsonSchema } from '../../common/json.ts';
import type { Field, Kind, ValuePart } from '../../field.ts';
import { fileTypeNames, usualTypes } from './file-types.ts';
import { emptinessOperators } from './operators.ts';
import { plain } from './plain.ts';
import { isId } from './pointer.ts';
import { wholeProp } from './prop.ts';
import { accepted, isList, problem, readEach, readLine, refused } from './reading.ts';

/** A file in a record; whoever writes names it by its id, and the store completes the rest. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** One of `fileTypes`. */
  readonly type: string;
}

/** Characters of a file's name. */
const longestFileName = 200;

const fileSchema: JsonSchema = {
  type: 'object',
  description: 'A file that was uploaded, by its id; its name may be another.',
  required: ['id'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: { type: 'string', maxLength: longestFileName },
    size: { type: 'integer', description: 'Answered, never read.' },
    type: { type: 'string', maxLength: 40, description: 'Answered, never read.' },
  },
};

const typeProperty = (names: readonly string[]): JsonSchema => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { enum: names },
  description: 'What a file may be, told by its content. Default: all that browsers can be handed safely.',
});

const largestProperty: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: 2048,
  description: 'Largest file in MB. Default: 20.',
};

/** Files that one field holds where it says nothing, and at all. */
const [usualMost, mostFiles] = [20, 100];

const mostProperty: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: mostFiles,
  description: `Most files at once. Default: ${usualMost}.`,
};

/** Fields by which files of one are named at most. */
const mostNaming = 5;

const namedProperty: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: mostNaming,
  uniqueItems: true,
  items: { type: 'string', minLength: 1, maxLength: 64 },
  description:
    'Fields by whose values a file is named when it is downloaded, by id: of the row that it stands in, or of the record. Default: by its own name.',
};

/** Ids of the fields by whose values files of a field are named; none: by their own names. */
export function namingOf({ props }: Field): readonly string[] {
  const said = props['named'];
  return isList(said) ? said.map(String) : [];
}

/** Whether files may be named by the values of a field. */
export function mayNameFiles(field: Field): boolean {
  return !field.rows && !field.kind.secret && !holdsFiles(field);
}

/** The bytes that a file of a field may have. */
export function largestOf(field: Field): number {
  return wholeProp(field, 'largest', 20) * 1024 * 1024;
}

/** What a file of a field may be. */
export function typesOf(field: Field): readonly string[] {
  const said = field.props['types'];
  if (isList(said)) return said.map(String);
  return usualTypes[field.kind.holdsPictures ? 'image' : 'file'];
}

/** The files that a field may hold. */
export function mostOf(field: Field): number {
  const { name } = field.kind;
  return name === 'files' || name === 'images' ? wholeProp(field, 'most', usualMost) : 1;
}

/** The files that a value is, one or several. */
export function filesIn(value: Json | undefined): readonly FileValue[] {
  if (isList(value)) return value as unknown as readonly FileValue[];
  return isObject(value) ? [value as unknown as FileValue] : [];
}

/** Whether a field holds files, in itself or in its rows. */
export function holdsFiles({ rows, inner, kind }: Field): boolean {
  return rows ? rows.fields.some(holdsFiles) : (inner?.kind ?? kind).holdsFiles === true;
}

/** Reads a file as somebody names it. */
function readFile(value: Json): Result<JsonObject> {
  if (!isObject(value)) return refused('not-file');
  const id = value['id'];
  if (id === undefined) return refused('not-file');
  if (typeof id !== 'string' || !isId(id.toLowerCase())) return refused('not-id', {}, '/id');
  const read: Record<string, Json> = { id: id.toLowerCase() };
  if (value['name'] !== undefined && value['name'] !== null) {
    const name = readFileName(value['name']);
    if (!name.ok) return { ok: false, problems: name.problems.map((one) => ({ ...one, path: '/name' })) };
    read['name'] = name.value;
  }
  for (const [member, type] of [
    ['size', 'number'],
    ['type', 'string'],
  ] as const) {
    const said = value[member];
    if (typeof said === type && said !== undefined) read[member] = said;
  }
  return accepted(read);
}

const unsafe = /[/\\:*?"<>|\p{Cc}]/gu;

/** A name that every system can keep, with all the words it had: what none of them can keep becomes `_`. */
export function readFileName(value: Json): Result<string> {
  const line = readLine(value, 2000);
  if (!line.ok) return line;
  const kept = (by: string) =>
    line.value
      .replace(unsafe, by)
      .replace(/^[\s.]+|[\s.]+$/gu, '')
      .trim();
  if (kept('') === '') return refused('not-file-name');
  return accepted(shortened(kept('_')));
}

/** The last part of a place, where what is said is one: in a package or a zip, never of a name that somebody typed. */
export function endOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Cut before its ending, so that it still says what it is. */
function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= longestFileName) return name;
  const ending = /\.[^.]{1,16}$/u.exec(name)?.[0] ?? '';
  return (
    [...name.slice(0, name.length - ending.length)].slice(0, longestFileName - ending.length).join('') +
    ending
  );
}

const shared = {
  column: () => ({ type: 'json' }) as const,
  comparison: () => 'none' as const,
  operators: () => emptinessOperators,
  sortable: false,
  holdsFiles: true,
  flaws: (field: Field) => (field.ownable ? [problem('file-not-ownable', {}, '/ownable')] : []),
};

/** A kind whose value is one file. */
export function oneFile(
  name: string,
  parts: readonly ValuePart[],
  types: readonly string[] = fileTypeNames,
): Kind {
  return plain({
    ...shared,
    ...(types === usualTypes.image && { holdsPictures: true }),
    name,
    parts,
    properties: { types: typeProperty(types), largest: largestProperty, named: namedProperty },
    schema: () => fileSchema,
    read: readFile,
    parse: parseFile,
    format: (value) => fileText(value),
  });
}

/** A kind whose value is several files, in an order of their own. */
export function severalFiles(
  name: string,
  parts: readonly ValuePart[],
  types: readonly string[] = fileTypeNames,
): Kind {
  return plain({
    ...shared,
    ...(types === usualTypes.image && { holdsPictures: true }),
    name,
    parts,
    properties: {
      types: typeProperty(types),
      largest: largestProperty,
      most: mostProperty,
      named: namedProperty,
    },
    schema: (field) => ({ type: 'array', maxItems: mostOf(field), items: fileSchema }),
    read: (value, field): Result<Json> => {
      if (!isList(value)) return refused('not-list');
      const [actual, most] = [value.length, mostOf(field)];
      if (actual > most) return refused('files-too-many', { most, actual });
      if (actual === 0) return accepted(null);
      const read = readEach(value, readFile);
      if (!read.ok) return read;
      return accepted([...new Map(read.value.map((one) => [String(one['id']), one])).values()]);
    },
    parse: (text) => readEach(text.split('\n'), (line) => parseFile(String(line))),
    format: (value) => (isList(value) ? value.map(fileText).join('\n') : ''),
  });
}

/** The name, and the id that a file is found by. */
function fileText(value: Json): string {
  if (!isObject(value)) return '';
  return `${String(value['name'] ?? '')} {${String(value['id'] ?? '')}}`.trim();
}

function parseFile(text: string): Result<JsonObject> {
  const [, name = '', id = ''] = /^(.*)\{([^{}]*)\}\s*$/.exec(text.trim()) ?? [];
  if (!isId(id.toLowerCase())) return refused('not-file');
  return accepted({ id: id.toLowerCase(), ...(name.trim() && { name: name.trim() }) });
}
