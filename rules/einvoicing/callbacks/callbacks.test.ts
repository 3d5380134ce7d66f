import { describe } from 'vitest';
import { itAnswers } from '../golden.suite.ts';
import { type CallbackQuestion, callbacksOf } from './callbacks.ts';

type Given = CallbackQuestion & { readonly params: Readonly<Record<string, string>> };

describe('source systems hear of their invoices', () => {
  itAnswers('callbacks', ({ params, ...question }: Given) => ({
    callbacks: callbacksOf(question, (type, key) => params[`${type}/${key}`] ?? null),
  }));
});
