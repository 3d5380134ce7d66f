import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import {
  anyObject,
  anything,
  closed,
  date,
  dictionary,
  either,
  exactlyOne,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  only,
  optional,
  type Shape,
  type TypeOf,
  text,
} from './shape.ts';

/** Of a shape what it says, and a value whose type the compiler takes from it. */
function says<T extends Json | undefined>(shape: Shape<T>, _example: NoInfer<T>): JsonSchema {
  return shape;
}

const order = object({
  number: text(),
  lines: list(object({ rate: maybe(text()) })),
  note: optional(text()),
});

describe('a shape is a JSON Schema', () => {
  it.each<readonly [string, JsonSchema, JsonSchema]>([
    ['text', says(text(), 'a'), { type: 'string' }],
    ['text with what else is said of it', text({ maxLength: 3 }), { type: 'string', maxLength: 3 }],
    ['a number', says(integer({ minimum: 1 }), 1), { type: 'integer', minimum: 1 }],
    ['yes or no', says(flag(), true), { type: 'boolean' }],
    ['a day', date(), { type: 'string', format: 'date' }],
    ['a moment', instant(), { type: 'string', format: 'date-time' }],
    ['one value', says(only('set'), 'set'), { const: 'set' }],
    ['one of some', says(oneOf(['a', 'b']), 'b'), { enum: ['a', 'b'] }],
    ['text or null', says(maybe(text()), null), { type: ['string', 'null'] }],
    ['one of some or null', says(maybe(oneOf(['a'])), null), { enum: ['a', null] }],
    [
      'one of several or null',
      maybe(either([text(), integer()])),
      { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, { type: 'null' }] },
    ],
    [
      'a list',
      says(list(flag(), { maxItems: 2 }), [true]),
      { type: 'array', items: { type: 'boolean' }, maxItems: 2 },
    ],
    [
      'what fits one way alone',
      says(exactlyOne([object({ user: text() }), object({ user: nothing() })]), { user: null }),
      {
        oneOf: [
          { type: 'object', required: ['user'], properties: { user: { type: 'string' } } },
          { type: 'object', required: ['user'], properties: { user: { type: 'null' } } },
        ],
      },
    ],
    [
      'members whose names nobody knows beforehand',
      says(dictionary(flag()), { sound: true }),
      { type: 'object', additionalProperties: { type: 'boolean' } },
    ],
    ['whatever there is', says(anything(), [1]), {}],
    ['an object of any members', says(anyObject(), { a: 1 }), { type: 'object', additionalProperties: true }],
    ['one that has a name', named('Order', order), { $ref: '#/components/schemas/Order' }],
    [
      'an object, of which members may be left out',
      says(order, { number: '1', lines: [{ rate: null }] }),
      {
        type: 'object',
        required: ['number', 'lines'],
        properties: {
          number: { type: 'string' },
          lines: {
            type: 'array',
            items: { type: 'object', required: ['rate'], properties: { rate: { type: ['string', 'null'] } } },
          },
          note: { type: 'string' },
        },
      },
    ],
    [
      'what is sent, and nothing else',
      closed({ at: optional(instant()) }),
      { type: 'object', properties: { at: instant() }, additionalProperties: false },
    ],
  ])('%s', (_says, shape, schema) => {
    expect(shape).toEqual(schema);
  });
});

describe('and carries the type of what it describes', () => {
  it('whole, with what may be left out and what may be null', () => {
    expectTypeOf<TypeOf<typeof order>>().toEqualTypeOf<{
      readonly number: string;
      readonly lines: readonly { readonly rate: string | null }[];
      readonly note?: string;
    }>();
    expectTypeOf<TypeOf<ReturnType<typeof anyObject>>>().toEqualTypeOf<JsonObject>();
  });

  it('so that what does not fit does not compile', () => {
    // @ts-expect-error a member is missing
    says(order, { lines: [] });
    // @ts-expect-error there is no such word
    says(oneOf(['a', 'b']), 'c');
    // @ts-expect-error null is said where it may be
    says(object({ number: text() }), { number: null });
  });
});
