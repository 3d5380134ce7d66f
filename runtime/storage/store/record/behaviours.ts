import { loadPatterns } from '../../../../metadata/common/pattern.ts';
import type { FieldSet } from '../../../../metadata/field.ts';
import type { Form, Model } from '../../../../metadata/model.ts';
import { type Behaviour, behaviour } from '../../../../rules/behaviour/behaviour.ts';
import { usesPatterns } from '../../../../rules/condition/compile.ts';
import { remember } from '../../../common/remember.ts';

/** The behaviours of forms, each compiled when the form is first written. */
export interface Behaviours {
  of(form: Form, model: Model): Behaviour | Promise<Behaviour>;
}

export function createBehaviours(): Behaviours {
  // By the model too: what a behaviour looks up in others would keep the one that it was first made with.
  const ofModel = new WeakMap<Model, WeakMap<Form, Behaviour | Promise<Behaviour>>>();
  return {
    of(form, model) {
      const made = remember(ofModel, model, () => new WeakMap<Form, Behaviour | Promise<Behaviour>>());
      const known = made.get(form);
      if (known) return known;
      const target = (id: string) => model.formsById.get(id);
      const checks = model.recordChecks;
      const fresh = asksForPatterns(form)
        ? loadPatterns().then((patterns) => behaviour(form, { target, checks, patterns }))
        : behaviour(form, { target, checks });
      made.set(form, fresh);
      // Without a promise from the second time on.
      if (fresh instanceof Promise) void fresh.then((ready) => made.set(form, ready));
      return fresh;
    },
  };
}

function asksForPatterns(form: Form): boolean {
  const { rules, unique, preset, actions, layout } = form;
  return [rules, unique, preset, actions, layout].some(usesPatterns) || shapeAsks(form);
}

function shapeAsks(shape: FieldSet): boolean {
  return shape.fields.some(
    ({ visible, required, readonly, follows, optionsFilter, rows, default: initial, props }) =>
      [visible, required, readonly, follows, optionsFilter, initial, props['series']].some(usesPatterns) ||
      (rows ? shapeAsks(rows) : false),
  );
}
