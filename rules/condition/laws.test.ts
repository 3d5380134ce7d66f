import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { test as closureOf } from './closure.ts';
import { cover } from './cover.ts';
import { coverAdmits } from './cover-oracle.suite.ts';
import { evaluate, evaluateAll, FactAlmanac, judgeByEngine, judgeByRule } from './evaluate.ts';
import { explain } from './explain.ts';
import { filterHolds } from './filter-oracle.suite.ts';
import {
  compileSample,
  conditions,
  filterConditions,
  records,
  sampleCall,
  sampleFacts,
} from './generated.suite.ts';
import { naive } from './naive.suite.ts';
import { renameCondition } from './rename.ts';
import { orderScope } from './sample-forms.suite.ts';
import { toFilter } from './to-filter.ts';

const runs = 2500;

describe('over generated conditions and records', () => {
  it('json-rules-engine, its public door, closures and the plain reading of the design agree', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, records, async (condition, record) => {
        const compiled = compileSample(condition);
        const facts = sampleFacts(record);
        const holds = naive(condition, record, sampleCall);
        expect(await evaluate(compiled, facts)).toBe(holds);
        expect(closureOf(compiled)(facts)).toBe(holds);
      }),
      { numRuns: runs },
    );
  });

  it('a rule alone says what a fresh engine with all rules says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(conditions, { maxLength: 8 }), records, async (several, record) => {
        const compiled = several.map(compileSample);
        const facts = sampleFacts(record);
        const byEngine = (await judgeByEngine(compiled, facts)).map((one) => one.result);
        expect(await evaluateAll(compiled, facts)).toEqual(byEngine);
      }),
      { numRuns: 200 },
    );
  });

  it('overlapping evaluations on shared rules lose nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(conditions, { minLength: 1, maxLength: 4 }),
        fc.array(records, { minLength: 2, maxLength: 6 }),
        async (several, many) => {
          const compiled = several.map(compileSample);
          const at = (record: (typeof many)[number]) => new FactAlmanac(sampleFacts(record));
          const together = await Promise.all(
            many.map(async (record) => {
              const almanac = at(record);
              const results = await Promise.all(compiled.map((one) => judgeByRule(one, almanac)));
              return results.map((one) => one.result);
            }),
          );
          const alone = many.map((record) => compiled.map((one) => closureOf(one)(sampleFacts(record))));
          expect(together).toEqual(alone);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('an explanation comes to the same verdict and names a part that decided it', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, records, async (condition, record) => {
        const compiled = compileSample(condition);
        const facts = sampleFacts(record);
        const { holds, failed } = await explain(compiled, facts);
        expect(holds).toBe(closureOf(compiled)(facts));
        if (failed) expect(failed.sentence.zh).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('the filter for a database says the same as memory', () => {
    fc.assert(
      fc.property(filterConditions, records, (condition, record) => {
        const compiled = compileSample(condition);
        const { record: _, ...known } = sampleFacts(record);
        const filter = toFilter(compiled, known);
        if (!filter.ok) throw new Error(JSON.stringify(filter.problems));
        expect(filterHolds(filter.value, record)).toBe(closureOf(compiled)(sampleFacts(record)));
      }),
      { numRuns: runs },
    );
  });

  it('a cover never discards what matches', () => {
    let discarded = 0;
    fc.assert(
      fc.property(conditions, records, (condition, record) => {
        const compiled = compileSample(condition);
        const facts = sampleFacts(record);
        const candidate = coverAdmits(cover(compiled), facts);
        if (closureOf(compiled)(facts)) expect(candidate).toBe(true);
        else if (!candidate) discarded += 1;
      }),
      { numRuns: runs },
    );
    // A cover that says nothing would be right, and useless.
    expect(discarded).toBeGreaterThan(runs / 50);
  });

  it('names and back are the same ids', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const named = renameCondition(condition, orderScope, 'toNames');
        expect(renameCondition(named, orderScope, 'toIds')).toEqual(condition);
      }),
    );
  });
});
