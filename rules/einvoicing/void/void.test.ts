import { describe } from 'vitest';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { mayVoid, type VoidQuestion } from './void.ts';

type Given = Omit<VoidQuestion, 'zone'> & { readonly params?: Readonly<Record<string, string>> };

describe('an invoice is voided', () => {
  itAnswers('void', ({ params = {}, ...question }: Given) => {
    const decided = mayVoid(
      { ...question, zone: 'Asia/Shanghai' },
      (type, key) => params[`${type}/${key}`] ?? null,
    );
    return { ...decided.result, issueSet: codesOf(decided) };
  });
});
