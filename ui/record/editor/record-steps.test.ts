import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { RecordSteps } from './record-steps.ts';

const change = fc.record({ name: fc.constantFrom('a', 'b'), value: fc.nat(9), later: fc.nat(3000) });

it('the way back goes over every record that stood for a breath, and forth again over the same', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const steps = new RecordSteps();
      let record: JsonObject = {};
      let at = 0;
      // The slow way: each record as it stood when something else was typed, or a second later.
      const stood: JsonObject[] = [];
      let last = '';
      for (const { name, value, later } of changes) {
        at += later;
        if (name !== last || later >= 1_000 || stood.length === 0) stood.push(record);
        last = name;
        steps.note(name, record, at);
        record = { ...record, [name]: value };
      }
      const all = [...stood, record];
      let now = record;
      for (const expected of stood.toReversed()) {
        now = steps.undo(now) ?? expect.fail('a step is missing');
        expect(now).toBe(expected);
      }
      expect(steps.undo(now)).toBeUndefined();
      for (const expected of all.slice(1)) {
        now = steps.redo(now) ?? expect.fail('a step is missing');
        expect(now).toBe(expected);
      }
      expect(steps.canRedo).toBe(false);
    }),
  );
});

it('whoever types on after going back has nothing to go forth to', () => {
  const steps = new RecordSteps();
  steps.note('a', {}, 0);
  steps.undo({ a: 1 });
  steps.note('b', {}, 5_000);
  expect(steps.canRedo).toBe(false);
});
