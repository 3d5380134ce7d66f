import { expect, it } from 'vitest';
import { wantsDemo } from './common/wants-demo.ts';

interface Case {
  readonly says: string;
  readonly options?: Readonly<Record<string, boolean>>;
  readonly first?: boolean;
  /** The words that are typed; undefined: nobody sits there. */
  readonly typed?: string;
  readonly wants: boolean;
  readonly asks: number;
}

const cases: readonly Case[] = [
  { says: 'asks at the first start', typed: 'y', wants: true, asks: 1 },
  { says: 'understands a whole word', typed: ' YES ', wants: true, asks: 1 },
  { says: 'understands Chinese', typed: '是', wants: true, asks: 1 },
  { says: 'takes an empty line for no', typed: '', wants: false, asks: 1 },
  { says: 'takes anything else for no', typed: 'yesterday', wants: false, asks: 1 },
  { says: 'loads nothing where nobody sits', wants: false, asks: 1 },
  { says: 'asks nothing at a later start', first: false, typed: 'y', wants: false, asks: 0 },
  { says: 'loads unasked with --demo', options: { demo: true }, typed: 'n', wants: true, asks: 0 },
  { says: 'loads with --demo at a later start', options: { demo: true }, first: false, wants: true, asks: 0 },
  { says: 'keeps quiet with --no-demo', options: { 'no-demo': true }, typed: 'y', wants: false, asks: 0 },
];

it.each(cases)('guiju start $says', async ({ options = {}, first = true, typed, wants, asks }) => {
  const asked: string[] = [];
  const terminal = {
    language: 'en' as const,
    json: false,
    say: () => {},
    warn: () => {},
    result: () => {},
    ask: async (question: string) => {
      asked.push(question);
      return typed;
    },
    secret: async () => undefined,
  };
  expect(await wantsDemo({ options, terminal }, first)).toBe(wants);
  expect(asked).toHaveLength(asks);
});
