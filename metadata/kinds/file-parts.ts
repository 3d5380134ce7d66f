import { div, mul, parseDecimal } from '../common/decimal.ts';
import type { Json } from '../common/json.ts';
import type { ValuePart } from '../field.ts';
import { choices } from './choices.ts';
import { fileType, fileTypeNames } from './common/file-types.ts';
import { type FileValue, filesIn } from './common/file-value.ts';
import { isList } from './common/reading.ts';
import { decimal } from './decimal.ts';
import { integer } from './integer.ts';

const megabyte = 1024 * 1024;

/** Stands for files that nobody brought: of examples, by which a condition is tried. */
const example: FileValue = {
  id: '00000000-0000-7000-8000-000000000001',
  name: 'example',
  size: 0,
  type: 'other',
};

/** The parts of one file or several that conditions ask for: how many, how large all together, and of which types. */
export function partsOfFiles(isOne: boolean): readonly ValuePart[] {
  const made = (files: readonly FileValue[]) =>
    (isOne
      ? (files[0] ?? null)
      : files.map((file, at) => ({ ...file, id: exampleId(at) }))) as unknown as Json;
  return [
    {
      name: 'count',
      label: { zh: '个数', en: 'Count' },
      kind: integer,
      props: { min: 0 },
      of: (value) => filesIn(value).length,
      made: (value) => made(Array.from({ length: Math.min(100, Number(value)) }, () => example)),
      inJson: { isOne, read: 'count' },
    },
    {
      name: 'size',
      label: { zh: '合计大小（MB）', en: 'Size in all (MB)' },
      kind: decimal,
      props: { precision: 30, scale: 20, min: '0' },
      of: (value) => {
        const bytes = filesIn(value).reduce((sum, { size }) => sum + size, 0);
        return div(String(bytes), String(megabyte), 20);
      },
      made: (value) =>
        made([{ ...example, size: Number(mul(parseDecimal(String(value)) ?? '0', String(megabyte))) }]),
      inJson: { isOne, read: 'sum', member: 'size', unit: megabyte },
    },
    {
      name: 'types',
      label: { zh: '类型', en: 'Types' },
      kind: choices,
      options: fileTypeNames.map((name) => ({ value: name, label: { ...fileType(name).label } })),
      of: (value) => [...new Set(filesIn(value).map(({ type }) => type))],
      made: (value) =>
        made((isList(value) ? value : [value]).map((type) => ({ ...example, type: String(type) }))),
      inJson: { isOne, read: 'list', member: 'type' },
    },
  ];
}

function exampleId(at: number): string {
  return `${example.id.slice(0, -4)}${String(at + 1).padStart(4, '0')}`;
}
