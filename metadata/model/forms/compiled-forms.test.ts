import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../common/json.ts';
import type { DroppedSource, FieldSource, PackageSource, ParamSource } from '../../source.ts';
import { compile } from '../compile.ts';
import { deepFreeze } from '../freeze.ts';
import { manyForms } from '../many-forms.suite.ts';
import { type Packages, sample, sourcesOf } from '../sample.suite.ts';
import type { CompileMemory } from './compiled-forms.ts';

const label = (en: string) => ({ zh: en, en });
/** A form that offers the list of all forms, beside others that point at each other. */
const start: Packages = {
  ...manyForms(4),
  ...sample,
  lists: {
    'package.json': { name: 'lists', version: '1.0.0', guiju: { prefix: 'lists', label: label('Lists') } },
    'params/asked.json': {
      type: 'asked',
      label: label('Asked'),
      params: [
        {
          key: 'rate',
          label: label('Rate'),
          value: { kind: 'decimal', scale: 3 },
          unset: { label: label('none') },
        },
        { key: 'open', label: label('Open'), value: { kind: 'boolean' }, unset: { label: label('none') } },
      ],
    },
    'forms/asking.json': {
      name: 'asking',
      kind: 'master',
      sharing: 'everybody',
      label: label('Asking'),
      fields: [
        { name: 'number', kind: 'text', label: label('Number') },
        { name: 'made', kind: 'formula', formula: '$param.asked.rate * 2', label: label('Made') },
        {
          name: 'more',
          kind: 'text',
          label: label('More'),
          visible: { fact: '$param.asked.open', operator: 'equal', value: true },
        },
      ],
    },
    'forms/asker.json': {
      name: 'asker',
      kind: 'master',
      sharing: 'everybody',
      label: label('Asker'),
      fields: [
        { name: 'number', kind: 'text', label: label('Number') },
        { name: 'whom', kind: 'reference', form: 'asking', label: label('Whom') },
        { name: 'made', kind: 'carry', from: 'whom', field: 'made', label: label('Made') },
      ],
    },
    'forms/chosen.json': {
      name: 'chosen',
      kind: 'master',
      sharing: 'everybody',
      label: label('Chosen'),
      fields: [
        { name: 'number', kind: 'text', label: label('Number') },
        { name: 'which', kind: 'form', label: label('Which') },
        { name: 'type', kind: 'parameter-type', label: label('Type') },
        { name: 'first', kind: 'reference', form: 'form-0', label: label('First') },
        { name: 'far', kind: 'carry', from: 'first', field: 'total', label: label('Far') },
      ],
    },
  },
};

type Files = Record<string, Record<string, Json>>;
interface Edit {
  readonly file: number;
  readonly spot: number;
  readonly what: 'say' | 'other' | 'leave out' | 'twice' | 'swap';
  readonly word: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(),
  spot: fc.nat(),
  what: fc.constantFrom('say', 'say', 'other', 'leave out', 'leave out', 'twice', 'swap'),
  word: fc.nat(),
});

/** Every list and object in a file: what can be edited. */
function spotsIn(value: Json, found: (Json[] | JsonObject)[] = []): (Json[] | JsonObject)[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as JsonObject);
  for (const inner of Object.values(value)) spotsIn(inner, found);
  return found;
}

function wordsIn(value: Json, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) wordsIn(inner, found);
  return found;
}

function edited(packages: Files, { file, spot, what, word }: Edit): Files {
  const copy = structuredClone(packages);
  const files = Object.values(copy).flatMap((own) => Object.entries(own).map(([path]) => ({ own, path })));
  const chosen = files[file % files.length];
  if (!chosen) return copy;
  const { own, path } = chosen;
  const spots = spotsIn(own[path] ?? null);
  const at = spots[spot % spots.length];
  if (!at) return copy;
  const names = Object.keys(at);
  const name = names[word % Math.max(1, names.length)];
  if (name === undefined) return copy;
  const words = [...wordsIn(Object.values(copy).flatMap((all) => Object.values(all)))];
  const inside = at as Record<string, Json>;
  if (what === 'say') {
    // Texts are said anew, whatever they stand for.
    if (typeof inside[name] === 'string') inside[name] = `${inside[name]}x`;
    else if (typeof inside[name] === 'number') inside[name] = Number(inside[name]) + 1;
    else if (typeof inside[name] === 'boolean') inside[name] = !inside[name];
  } else if (what === 'other') {
    if (typeof inside[name] === 'string') inside[name] = words[(word >> 3) % words.length] ?? '';
  } else if (what === 'swap') {
    if (Array.isArray(at)) at.reverse();
  } else if (Array.isArray(at)) {
    if (what === 'leave out') at.splice(Number(name), 1);
    else at.push(structuredClone(at[Number(name)] ?? null));
  } else if (what === 'leave out') delete inside[name];
  return copy;
}

/** Files of the same text are the same object, as where models are built. */
function sharing() {
  const known = new Map<string, Json>();
  return (packages: Files): Packages =>
    Object.fromEntries(
      Object.entries(packages).map(([name, files]) => [
        name,
        Object.fromEntries(
          Object.entries(files).map(([path, content]) => {
            const text = JSON.stringify(content);
            if (!known.has(text)) known.set(text, deepFreeze(structuredClone(content)));
            return [path, known.get(text) as Json];
          }),
        ),
      ]),
    );
}

/** Remembers with their package the fields and options that files had and have no longer, as a publish does. */
function leftOut(before: Files, after: Files, dropped: Map<string, DroppedSource[]>): void {
  for (const [name, files] of Object.entries(before))
    for (const [path, content] of Object.entries(files)) {
      const now = after[name]?.[path] as unknown as { fields?: readonly FieldSource[] } | undefined;
      const form = content as unknown as { name?: string; fields?: readonly FieldSource[] };
      if (!path.startsWith('forms/') || form.name === undefined) continue;
      for (const field of form.fields ?? []) {
        const id = field.id ?? field.name;
        const options = field['options'] as DroppedSource['options'];
        const own = dropped.get(name) ?? [];
        if (!now?.fields?.some((other) => (other.id ?? other.name) === id))
          own.push({ form: form.name, path: id, field });
        if (options) own.push({ form: form.name, path: id, options });
        dropped.set(name, own.slice(-12));
      }
    }
}

function withDropped(packages: Packages, dropped: ReadonlyMap<string, DroppedSource[]>): PackageSource[] {
  return sourcesOf(packages).map((source) => ({
    ...source,
    dropped: [...(dropped.get(source.manifest.name) ?? [])],
  }));
}

it('a compile that goes on from the last one answers what a compile of everything answers, whatever was edited', () => {
  let [went, kept] = [0, 0];
  fc.assert(
    fc.property(fc.array(edit, { minLength: 3, maxLength: 7 }), fc.boolean(), (edits, remembers) => {
      const share = sharing();
      const memory: CompileMemory = { forms: new Map() };
      const dropped = new Map<string, DroppedSource[]>();
      let sound = structuredClone(start) as Files;
      compile(sourcesOf(share(sound)), { memory });
      for (const one of edits) {
        const next = edited(sound, one);
        const had = new Map([...dropped].map(([name, own]) => [name, [...own]]));
        if (remembers) leftOut(sound, next, had);
        let sources: PackageSource[];
        try {
          sources = withDropped(share(next), had);
        } catch {
          continue;
        }
        const before = new Set(Array.from(memory.forms.values(), ({ form }) => form.byId));
        const whole = compile(sources);
        const onward = compile(sources, { memory });
        expect(onward).toEqual(whole);
        if (!whole.model) continue;
        went += 1;
        kept += [...(onward.model?.forms.values() ?? [])].filter(({ byId }) => before.has(byId)).length;
        sound = next;
        for (const [name, own] of had) dropped.set(name, own);
      }
    }),
    { numRuns: 25 },
  );
  // Neither is all of it refused, nor all made anew.
  expect(went).toBeGreaterThan(15);
  expect(kept).toBeGreaterThan(went * 2);
});

it.each<[string, (files: Files) => void, readonly string[]]>([
  [
    'a label of one form: it and who points at it',
    (files) => Object.assign(files['many']?.['forms/form-2.json'] ?? {}, { label: label('New') }),
    // Everybody who offers all forms tells them by their labels.
    ['chosen', 'form-1', 'form-2'],
  ],
  [
    'a field others carry on: who carries it, and who carries that',
    (files) => {
      const form = files['many']?.['forms/form-2.json'] as unknown as { fields: FieldSource[] } | undefined;
      const field = form?.fields.find(({ name }) => name === 'field9');
      Object.assign(field ?? {}, { label: label('Money') });
    },
    ['form-1', 'form-2', 'form-0'],
  ],
  [
    'a parameter: who asks it',
    (files) => {
      const { params } = (files['lists'] as unknown as Record<string, { params: ParamSource[] }>)[
        'params/asked.json'
      ] ?? { params: [] };
      Object.assign(params[1] ?? {}, { label: label('Other') });
    },
    ['asking'],
  ],
  [
    'what a formula comes to by its parameter: who asks it, and who carries what is made of it',
    (files) => {
      const { params } = (files['lists'] as unknown as Record<string, { params: ParamSource[] }>)[
        'params/asked.json'
      ] ?? { params: [] };
      const forms = files['lists'] as unknown as Record<string, { fields: FieldSource[] }>;
      Object.assign(params[0] ?? {}, { value: { kind: 'date' } });
      Object.assign(forms['forms/asking.json']?.fields[1] ?? {}, { formula: '$param.asked.rate' });
    },
    ['asking', 'asker'],
  ],
  [
    'a label of a type of parameters: who offers them all',
    (files) => Object.assign(files['lists']?.['params/asked.json'] ?? {}, { label: label('Others') }),
    ['chosen'],
  ],
  [
    'a type of parameters that comes: who offers them all',
    (files) =>
      Object.assign(files['lists'] ?? {}, {
        'params/new.json': {
          type: 'new',
          label: label('New'),
          params: [{ key: 'k', label: label('K'), value: { kind: 'text' }, unset: { label: label('none') } }],
        },
      }),
    ['chosen'],
  ],
  ['nothing: nobody', () => {}, []],
])('made anew after a change of %s', (_, change, expected) => {
  const share = sharing();
  const memory: CompileMemory = { forms: new Map() };
  const files = structuredClone({ ...manyForms(8), lists: start['lists'] }) as Files;
  compile(sourcesOf(share(files)), { memory });
  const before = memory.forms;
  change(files);
  const { model, issues } = compile(sourcesOf(share(files)), { memory });
  expect(issues).toEqual([]);
  const built = [...(model?.forms.values() ?? [])].filter(
    ({ id, byId }) => before.get(id)?.form.byId !== byId,
  );
  expect(new Set(built.map(({ id }) => id))).toEqual(new Set(expected));
});
