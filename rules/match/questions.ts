import type { Field, FieldSet } from '../../metadata/field.ts';
import { fieldOfPath } from '../../metadata/field-of-path.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Form } from '../../metadata/model.ts';
import type { Scope } from '../condition/scope.ts';

/** The questions that a call may answer beside the facts, by name, so that rules for others take no part. */
export type Questions = ReadonlyMap<string, Field>;

/** Among the facts, an answer stands below an id that no field can have. */
const mark = 'ask:';

export function isQuestion(id: string): boolean {
  return id.startsWith(mark);
}

/** The name of the question that stands below an id among the facts. */
export function questionOf(id: string): string {
  return id.slice(mark.length);
}

export function questionId(question: string): string {
  return mark + question;
}

/** Each as a field with one value of the kind that the rules' own field has. */
export function questionsOf({ match, byId }: Pick<Form, 'match' | 'byId'>): Questions {
  const found = new Map<string, Field>();
  for (const { question, field: path, label, required } of match?.for ?? []) {
    const field = question === undefined ? undefined : fieldOfPath({ byId }, path);
    if (question === undefined || !field) continue;
    const id = questionId(question);
    const {
      default: _,
      carry: __,
      through: ___,
      optionsFilter: ____,
      help: _____,
      ...single
    } = singleOf(field);
    found.set(question, {
      ...single,
      id,
      name: id,
      path: id,
      label,
      required,
      visible: true,
      readonly: false,
      hidden: false,
    });
  }
  return found;
}

/** Returns the field of a single value, where the field holds several. */
function singleOf(field: Field): Field {
  const own = field.inner ?? field;
  if (own.kind.comparison(own) !== 'list') return own;
  const kind = kinds.get(own.target === undefined ? 'choice' : 'reference');
  return kind ? { ...own, kind } : own;
}

/** The scope of what is asked: the facts, and what a call says beside them. */
export function withQuestions(scope: Scope, questions: Questions): Scope {
  if (questions.size === 0) return scope;
  const { shape } = scope;
  const more = [...questions.values()];
  const both = (known: FieldSet['byId']): FieldSet['byId'] =>
    new Map([...known, ...more.map((field) => [field.id, field] as const)]);
  return {
    ...scope,
    shape: {
      ...shape,
      fields: [...shape.fields, ...more],
      byId: both(shape.byId),
      byName: both(shape.byName),
    },
  };
}
