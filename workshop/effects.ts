import { readdirSync, readFileSync } from 'node:fs';
import type { Field, FieldSet, Form, Model } from '../metadata/model.ts';

/** The readers of the packages' fields. */
export interface Effects {
  /** The number of fields that the model's own parts read, by part. */
  readonly read: ReadonlyMap<string, number>;
  readonly kept: readonly WrittenEffect[];
  /** Decisions that compute already. */
  readonly decisions: readonly string[];
  /** Fields that nothing is said to read, and those kept that are read or are none. */
  readonly flaws: readonly string[];
}

/** A reader of fields beyond the model: a decision, other systems, people; or nothing yet. */
export interface WrittenEffect {
  readonly effect: string;
  readonly why?: string;
  readonly fields: readonly string[];
}

const packages = ['basis', 'tax-codes', 'invoicing', 'imaging'];

/** Rooms of a domain's rules that are no decision. */
const besideDecisions: ReadonlySet<string> = new Set(['common', 'contract', 'forms', 'golden', 'options']);

export function readEffects(model: Model, file = 'docs/coverage-effects.json'): Effects {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as readonly WrittenEffect[];
  const all = effectsOf(model, packages);
  const read = new Map<string, number>();
  for (const use of all.flatMap(({ readBy }) => readBy).sort()) read.set(use, (read.get(use) ?? 0) + 1);
  const found = new Set(kept.flatMap(({ fields }) => fields));
  const unread = new Set(all.flatMap(({ field, readBy }) => (readBy.length === 0 ? [field] : [])));
  return {
    read,
    kept,
    decisions: ['rules/einvoicing', 'rules/imaging']
      .flatMap((domain) => readdirSync(domain, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !besideDecisions.has(entry.name))
      .map(({ name }) => name)
      .sort(),
    flaws: [
      ...[...unread]
        .filter((field) => !found.has(field) && !field.endsWith('.remark'))
        .map((field) => `nothing reads ${field}`),
      ...[...found].filter((field) => !unread.has(field)).map((field) => `${field} is read, or is none`),
    ],
  };
}

/** A field of a package, and what in the model reads it. */
interface Effect {
  /** `form.field`, of rows `form.lines.field`. */
  readonly field: string;
  readonly readBy: readonly string[];
}

/** For every field: which of the model's own parts read it. */
function effectsOf(model: Model, packages: readonly string[]): readonly Effect[] {
  const read = new Map<string, Set<string>>();
  const note = (form: Form, path: string, by: string) => {
    const parts = path.split('.');
    for (let depth = 1; depth <= parts.length; depth++) {
      const key = `${form.id}.${parts.slice(0, depth).join('.')}`;
      read.set(key, (read.get(key) ?? new Set()).add(by));
    }
  };
  for (const form of model.formsById.values()) readingsOf(form, model, note);
  return [...model.formsById.values()]
    .filter((form) => packages.includes(form.package))
    .flatMap((form) => allFields(form).map((field) => `${form.id}.${field.path}`))
    .sort()
    .map((field) => ({ field, readBy: [...(read.get(field) ?? [])].sort() }));
}

type Note = (form: Form, path: string, by: string) => void;

function readingsOf(form: Form, model: Model, note: Note): void {
  const asks = (said: unknown, by: string, at: FieldSet = form, picked?: Form) => {
    for (const fact of factsIn(said)) follow(fact, { form, at, picked, model }, by, note);
  };
  if (form.title) note(form, form.title.path, 'names the record');
  for (const id of form.key) note(form, id, 'names the record');
  if (form.number) note(form, form.number.path, 'names the record');
  const { rules, unique, locks, layout, actions, preset, match } = form;
  asks({ rules, locks, layout, actions }, 'rules');
  asks(preset, 'preset');
  for (const rule of rules) if (rule.each) asks(rule, 'rules', form.byId.get(rule.each)?.rows);
  for (const { fields, across, where } of unique) {
    const rows = across === undefined ? undefined : form.byId.get(across)?.rows;
    for (const id of fields) note(form, across === undefined ? id : `${across}.${id}`, 'unique');
    asks(where, 'unique', rows);
  }
  for (const { run } of form.checks)
    for (const path of model.recordChecks.get(run)?.reads ?? []) note(form, path, `check ${run}`);
  if (match) ofMatch(form, match, model, note);
  for (const shape of shapesOf(form))
    for (const field of shape.fields) {
      const { visible, required, readonly, optionsFilter, default: preset_, carry, props } = field;
      asks({ visible, required, readonly, preset_ }, 'rules', shape);
      asks(optionsFilter, 'what can be picked', shape, model.formsById.get(field.target ?? ''));
      if (carry) {
        follow(carry.from, { form, at: shape, model }, 'carried', note);
        follow(`${carry.from}.${carry.field}`, { form, at: shape, model }, 'carried', note);
      }
      for (const path of computedFrom(props['compute']))
        follow(path, { form, at: shape, model }, 'computed', note);
      offered(field, model, note);
    }
}

function ofMatch(form: Form, match: NonNullable<Form['match']>, model: Model, note: Note): void {
  for (const { field, unless } of match.for) {
    note(form, field, 'match');
    if (unless) note(form, unless, 'match');
  }
  if (match.condition) note(form, match.condition, 'match');
  const prefix = match.entries ? `${match.entries}.` : '';
  for (const id of match.order) note(form, prefix + id.replace(/^-/, ''), 'match');
  for (const id of match.result) note(form, prefix + id, 'answered by match');
  const facts = model.formsById.get(match.facts);
  for (const { fact } of match.for) if (fact && facts) note(facts, fact, 'match');
}

/** Panels, field lists and templates offer all fields of a form. */
function offered({ kind, props, path }: Field, model: Model, note: Note): void {
  const about = model.formsById.get(String(props['facts'] ?? props['form'] ?? ''));
  if (!about || kind.about === undefined || kind.points) return;
  const word = { condition: 'asked in panels', template: 'variable' }[kind.name] ?? 'picked in field lists';
  for (const field of allFields(about)) if (path) note(about, field.path, word);
}

interface FactPlace {
  readonly form: Form;
  readonly at: FieldSet;
  readonly picked?: Form | undefined;
  readonly model: Model;
}

/** Every field that a path goes through, in whichever form. */
function follow(fact: string, { form, at, picked, model }: FactPlace, by: string, note: Note): void {
  const parts = fact.split('.');
  if (parts[0] === '$setting') {
    const setting = model.formsById.get(parts[1] ?? '');
    if (setting && parts[2]) note(setting, parts[2], by);
    return;
  }
  let of: Form | undefined = picked ?? form;
  let shape: FieldSet | undefined = picked ?? at;
  if (parts[0] === 'parent' || parts[0] === 'row') {
    [of, shape] = [form, parts[0] === 'parent' ? form : at];
    parts.shift();
  }
  for (const part of parts) {
    const field: Field | undefined = shape?.byId.get(part) ?? (of as Form | undefined)?.byId.get(part);
    if (!field || !of) return;
    note(of, field.path, by);
    if (field.rows) shape = field.rows;
    else {
      of = model.formsById.get(field.target ?? '');
      shape = of;
    }
  }
}

function factsIn(said: unknown): readonly string[] {
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).flatMap(([name, value]) =>
    ['fact', 'some'].includes(name) && typeof value === 'string' ? [value] : factsIn(value),
  );
}

function computedFrom(compute: unknown): readonly string[] {
  const of = (compute as { readonly of?: readonly unknown[] } | undefined)?.of ?? [];
  return of.filter((one) => typeof one === 'string');
}

function shapesOf(shape: FieldSet): readonly FieldSet[] {
  return [shape, ...shape.entries.flatMap(({ rows }) => (rows ? shapesOf(rows) : []))];
}

function allFields(shape: FieldSet): readonly Field[] {
  return shape.fields.flatMap((field) => [field, ...(field.rows ? allFields(field.rows) : [])]);
}
