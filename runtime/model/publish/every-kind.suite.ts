import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { OperatorName } from '../../../metadata/condition.ts';
import type { KindSample } from '../../../metadata/kinds/common/sample.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { fieldName, samples } from '../../../workshop/kind-samples.ts';
import type { Installed } from '../packages/package-store.ts';
import { installedFrom } from './publisher.ts';

const label = (text: string) => ({ zh: text, en: text });

/** A field of every kind there is, with a value and what can be asked of it. */
export const everyKind: readonly (KindSample & { readonly field: JsonObject; readonly name: string })[] = [
  ...kinds.keys(),
].map((kind) => {
  const sample = samples[kind];
  if (!sample) throw new Error(`there is no sample of the kind ${kind}`);
  const name = fieldName(kind);
  return { ...sample, name, field: { name, kind, label: label(name), ...sample.props } };
});

const picture = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  ),
);

interface Asked {
  raw(
    method: string,
    path: string,
    bytes?: Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

interface Giving {
  /** Default: papers. */
  readonly form?: string;
  readonly fields?: readonly Pick<(typeof everyKind)[number], 'name' | 'value' | 'made' | 'brought'>[];
}

/** The values that people may give, by names of fields; files among them are brought for the form first. */
export async function givenValues(
  node: Asked,
  { form = 'paper', fields = everyKind }: Giving = {},
): Promise<Record<string, Json>> {
  const given: Record<string, Json> = {};
  for (const { name, value, made, brought } of fields) {
    if (made) continue;
    given[name] = value;
    if (!brought) continue;
    const file = await bring(node, form, name);
    given[name] = Array.isArray(value) ? [file] : file;
  }
  return given;
}

/** A picture that is brought for a field, as a record answers it. */
async function bring(node: Asked, form: string, field: string): Promise<JsonObject> {
  const name = 'paper.png';
  const words = Object.entries({ filename: name, field }).map(
    ([word, text]) => `${word} ${Buffer.from(text).toString('base64')}`,
  );
  const begun = await node.raw('POST', `/api/forms/${form}/uploads`, picture, {
    'tus-resumable': '1.0.0',
    'upload-length': String(picture.length),
    'upload-metadata': words.join(','),
    'content-type': 'application/offset+octet-stream',
  });
  const id = begun.headers.get('location')?.split('/').at(-1) ?? '';
  return { id, name, size: picture.length, type: 'png' };
}

export const number: JsonObject = {
  name: 'number',
  kind: 'text',
  length: 40,
  label: label('Number'),
  required: true,
};

export const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 100,
  label: label(name),
  ...more,
});

export interface PapersOptions {
  /** Further forms, by their names. */
  readonly more?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly paper?: JsonObject;
  readonly thing?: readonly JsonObject[];
  readonly rule?: JsonObject;
  /** Other names of forms; null: the form is left out. */
  readonly called?: Readonly<Record<string, JsonObject | null>>;
}

let version = 0;

/** Papers, things they refer to, and rules about papers; each call a later version. */
export function papersPackage(fields: readonly JsonObject[], options: PapersOptions = {}): Installed {
  version += 1;
  const form = (name: string, own: readonly JsonObject[], more: JsonObject = {}): [string, Json][] => {
    const called = options.called?.[name];
    const said = {
      name,
      kind: 'master',
      sharing: 'everybody',
      label: label(name),
      fields: [number, ...own],
      ...more,
    };
    return called === null ? [] : [[`forms/${name}.json`, { ...said, ...called }]];
  };
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'papers',
          version: `1.${version}.0`,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'pp', label: label('Papers') },
        },
      ],
      ...form('thing', options.thing ?? [text('rank')]),
      ...form('paper', [text('tag'), ...fields], options.paper),
      ...Object.entries(options.more ?? {}).flatMap(([name, own]) => form(name, own)),
      [
        'forms/limits.json',
        {
          name: 'limits',
          kind: 'setting',
          label: label('Limits'),
          fields: [{ name: 'most', kind: 'integer', label: label('Most'), default: 5 }],
        },
      ],
      ...form(
        'ruling',
        [{ name: 'condition', kind: 'condition', facts: 'paper', label: label('Condition') }],
        {
          match: { facts: 'paper', order: ['number'], result: ['number'] },
          ...options.rule,
        },
      ),
    ]),
  );
}

export const filesOf = (installed: Installed): JsonObject => ({
  packages: [{ files: Object.fromEntries(installed.files) }],
});

export const leaf = (fact: string, operator: OperatorName, value?: Json): JsonObject => ({
  fact,
  operator,
  ...(value === undefined ? {} : { value }),
});

/** Limits under which the sample of a kind is one too many, where the kind knows limits. */
export const tighter: Readonly<Record<string, JsonObject>> = {
  integer: { max: 6 },
  decimal: { max: '7' },
  money: { min: '13' },
  percent: { max: '0.1' },
  multiline: { length: 5 },
  template: { length: 5 },
  choice: { options: [{ value: 'green', label: label('green') }] },
  choices: { options: [{ value: 'blue', label: label('blue') }] },
  reference: { optionsFilter: leaf('number', 'notEqual', 'T1') },
  references: { optionsFilter: leaf('number', 'notEqual', 'T1') },
  fieldList: { pick: ['rank'] },
};
