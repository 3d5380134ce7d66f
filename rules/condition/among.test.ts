import fc from 'fast-check';
import { expect, it } from 'vitest';
import { among } from './among.ts';
import { test as closureOf } from './closure.ts';
import { compileCondition } from './compile.ts';
import { orderScope } from './sample-forms.suite.ts';

const call = { org: 'O1', user: 'U1', today: '2026-03-15', now: '2026-03-15T08:00:00.000Z' };

it('holds for any number of values, and for no other', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 999, 1_000, 1_001, 2_500), fc.nat(), (many, pick) => {
      const values = Array.from({ length: many }, (_, at) => `b${at}`);
      const compiled = compileCondition(among('buyer', values), orderScope);
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
      const holds = (buyer: string) =>
        closureOf(compiled.value)({ record: { buyer }, call, target: () => undefined });
      expect(holds(`b${pick % many}`)).toBe(true);
      expect(holds(`b${many}`)).toBe(false);
    }),
    { numRuns: 40 },
  );
});
