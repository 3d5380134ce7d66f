import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import type { TypeOf } from '../shape/shape.ts';
import type { MergeRule } from './merge.ts';
import type { Reading } from './reading.ts';

/** A property of a form, a field, an option …; all that the house knows of it stands in its row. */
export interface Property {
  /** Schema of the value in the file of its owner; its type is a member of the source. */
  readonly schema: JsonSchema;
  /** A file says it. Default: it may be left out. */
  readonly required?: true;
  /** The properties it consists of: `list/columns`. Default: it is one property. */
  readonly members?: Properties;
  /** Its members are properties whose names nobody knows beforehand: `roles/clerk`. */
  readonly eachMember?: Pick<Property, 'merge' | 'set' | 'spoken'>;
  /** The way to join values of several layers for the same thing. Default: its owner alone may set it. */
  readonly merge?: MergeRule;
  /** Schema of the value that others may set. Default: the owner's; of a set that is edited, what they differ in. */
  readonly set?: JsonSchema;
  /** Stored things and tables hang on it, so that nobody changes it once it is out. Default: its owner may. */
  readonly locked?: true;
  /** The difference another value makes to stored data and to callers; `apart`: the comparer looks at it himself. */
  readonly change: Reading | 'members' | 'apart';
  /** The difference it makes that a layer sets it on somebody else's thing. Default: it may ask more of people. */
  readonly spoken?: Reading;
  /** A thing says it of itself alone, among parts of its own: it is neither designed nor explained. Default: it is. */
  readonly apart?: true;
  /** Steps of its own say it: rename, add, change the kind. Default: it is set. */
  readonly steps?: true;
  /** The designer has no editor for it. Default: he has one. */
  readonly undesigned?: true;
  /**
   * Its value names fields by their ids, which are told by what they are called: of the form, of the rows that it is said
   * of, or of the form whose records are matched. Default: it names none.
   */
  readonly ofFields?: 'form' | 'rows' | 'facts';
  /**
   * The model has it as it is said, and not at all where nobody says it. Default: the compiler makes something of it.
   */
  readonly plain?: true;
  /** The model has it as it is said, and this where nobody says it. Default: as `plain` says. */
  readonly otherwise?: Json;
  /** It asks something of people, which a thing that its package left out does no more. Default: it asks nothing. */
  readonly asks?: true;
  /** In which answers the model's value stands. Default: in none. */
  readonly answers?: Answers;
}

/**
 * `said`: where there is a value; `or-null`: always. `openapi`: beside the schema, for whoever holds two documents beside
 * each other, in the part that `Beyond` names; true: whoever makes the document knows where.
 */
interface Answers {
  readonly form?: 'said' | 'or-null';
  readonly outline?: 'said' | 'or-null';
  readonly openapi?: true | 'is' | 'asks' | 'offers' | 'most' | 'least';
}

export type Properties = Readonly<Record<string, Property>>;

/** As a kind of fields says it, whose schema stands with the kind. */
export type Row = Omit<Property, 'schema'>;
export type Rows = Readonly<Record<string, Row>>;

type Whole<T> = { readonly [name in keyof T]: T[name] };

/** The type of a source that has these properties. */
export type SourceOf<P extends Properties> = Whole<
  {
    readonly [name in keyof P as P[name] extends { readonly required: true } ? name : never]: SaidOf<P[name]>;
  } & {
    readonly [name in keyof P as P[name] extends { readonly required: true } ? never : name]?: SaidOf<
      P[name]
    >;
  }
>;

type SaidOf<P extends Property> = TypeOf<P['schema']>;

type PlainNames<P extends Properties> = {
  readonly [name in keyof P]: P[name] extends { readonly plain: true } ? name : never;
}[keyof P] &
  keyof SourceOf<P>;

/** The type of those members of a model that need no compiling. */
export type PlainOf<P extends Properties> = Whole<
  Pick<SourceOf<P>, PlainNames<P>> & {
    readonly [name in keyof P as P[name] extends { readonly otherwise: Json } ? name : never]: SaidOf<
      P[name]
    >;
  }
>;

/** Names of the properties that stand in an answer, or stand there in one of these ways. */
export type AnsweredIn<P extends Rows, A extends keyof Answers, How = unknown> = {
  readonly [name in keyof P]: P[name] extends { readonly answers: { readonly [answer in A]: How } }
    ? name
    : never;
}[keyof P] &
  string;

type Answered<P extends Properties, A extends keyof Answers, M> = {
  readonly [name in keyof M as name extends AnsweredIn<P, A, 'said'> ? name : never]: M[name];
} & {
  readonly [name in keyof M as name extends AnsweredIn<P, A, 'or-null'> ? name : never]-?: Exclude<
    M[name],
    undefined
  > | null;
};

/** Names of what a designer can say, with those of members: `list/columns`. */
export type DesignedIn<P extends Rows> = {
  readonly [name in keyof P & string]: P[name] extends
    | { readonly apart: true }
    | { readonly undesigned: true }
    ? never
    : P[name] extends { readonly members: infer M extends Rows }
      ? `${name}/${DesignedIn<M>}`
      : name;
}[keyof P & string];

/** The schemas of a file, in the order of the rows. */
export function schemasOf<P extends Properties>(
  properties: P,
): { readonly [name in keyof P]: P[name]['schema'] } {
  return Object.fromEntries(Object.entries(properties).map(([name, { schema }]) => [name, schema])) as {
    readonly [name in keyof P]: P[name]['schema'];
  };
}

/** Names of what no file leaves out. */
export function requiredOf(properties: Properties): readonly string[] {
  return Object.keys(properties).filter((name) => properties[name]?.required);
}

/** Copies the members of a source that the model keeps as they are said, or has where nobody says them. */
export function plainOf<P extends Properties>(properties: P, source: object): PlainOf<P> {
  const said = source as JsonObject;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { plain, otherwise }]) => {
      const value = said[name] ?? otherwise;
      return (plain || otherwise !== undefined) && value !== undefined ? [[name, value]] : [];
    }),
  ) as PlainOf<P>;
}

/** The members of an answer that are told as the model has them. */
export function answeredIn<P extends Properties, A extends 'form' | 'outline', M extends object>(
  properties: P,
  answer: A,
  model: M,
): Answered<P, A, M> {
  const known = model as JsonObject;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { answers }]) => {
      const value = known[name];
      if (value !== undefined) return answers?.[answer] ? [[name, value]] : [];
      return answers?.[answer] === 'or-null' ? [[name, null]] : [];
    }),
  ) as Answered<P, A, M>;
}
