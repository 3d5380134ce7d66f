import type { Json, JsonObject } from '../metadata/common/json.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { fieldName, samples } from './kind-samples.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** The form that fields of the samples refer to. */
export const thing: JsonObject = {
  name: 'thing',
  kind: 'master',
  sharing: 'everybody',
  label: label('Thing'),
  fields: [field('number', 'text', { length: 40, required: true }), field('rank', 'text', { length: 40 })],
};

/** Of what the fields are made that the platform makes. */
const beside: readonly JsonObject[] = [
  field('number', 'text', { length: 40, required: true }),
  field('reference', 'reference', { form: 'thing' }),
  field('decimal', 'decimal', { precision: 18, scale: 4 }),
  field('money', 'money'),
];

/** The field that is of one kind and becomes one of another. */
export function pairField(target: string): string {
  const name = fieldName(target);
  return `to${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Fields of one kind in one form, one for each kind that they are to become. */
export interface PairGroup {
  readonly form: string;
  readonly source: string;
  readonly targets: readonly string[];
}

/** Every kind with every other; a form has one tree, so that fields that make one stand alone. */
export function allPairs(): readonly PairGroup[] {
  return [...kinds.values()].flatMap(({ name: source, points }): readonly PairGroup[] => {
    const targets = [...kinds.keys()].filter((kind) => kind !== source);
    if (points !== 'own') return [pairGroup(source, targets)];
    return targets.map((target) => ({ ...pairGroup(source, [target]), form: `from-${source}-${target}` }));
  });
}

export function pairGroup(source: string, targets: readonly string[]): PairGroup {
  return { form: `from-${source}`, source, targets };
}

export function formOfPairs({ form, source, targets }: PairGroup): JsonObject {
  const { props = {} } = samples[source] ?? {};
  const options = (props as JsonObject)['options'] ?? [];
  // The label that people read of an option is another word than its code.
  const named = (options as readonly JsonObject[]).map(({ value = '' }) => ({
    value,
    label: { zh: `叫${String(value)}`, en: `called ${String(value)}` },
  }));
  const own = named.length > 0 ? { ...props, options: named } : props;
  return {
    name: form,
    kind: 'master',
    sharing: 'everybody',
    label: label(`From ${source}`),
    fields: [...beside, ...targets.map((target) => field(pairField(target), source, own))],
  };
}

/**
 * A record that holds the sample of the kind in each of them, where people may give it, beneath one that holds nothing.
 */
export function recordsOfPairs({ source, targets }: PairGroup): readonly JsonObject[] {
  const { value = null, made, brought } = samples[source] ?? {};
  const given = kinds.get(source)?.points === 'own' ? 'R0' : value;
  const held = made || brought ? [] : targets.map((target): [string, Json] => [pairField(target), given]);
  const own: JsonObject = { reference: 'T1', decimal: '7.25', money: '12.5' };
  return [{ number: 'R0' }, { number: 'R1', ...own, ...Object.fromEntries(held) }];
}
