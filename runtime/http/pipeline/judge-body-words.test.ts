import { expect, it } from 'vitest';
import { judgeBody } from './judge-body.ts';

it.each([
  [{ pattern: '^[a-z]+$' }, 'schema-pattern'],
  [{ not: { const: 'A1' } }, 'schema-any'],
])('a text that %j refuses is told of as %s', (schema, code) => {
  const judge = judgeBody({
    type: 'object',
    properties: { name: { type: 'string', ...schema } },
    additionalProperties: false,
  });
  expect(judge({ name: 'A1' }).map((one) => `${one.path} ${one.code}`)).toEqual([`/name ${code}`]);
});
