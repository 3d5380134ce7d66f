import { choice } from './choice.ts';
import { offering } from './common/offering.ts';
import { optionLength } from './common/option.ts';
import { equal, type KindSample } from './common/sample.ts';

/** A form of the model, by its id. */
export const form = offering(choice, {
  name: 'form',
  offers: 'forms',
  beside: 'forms',
  length: optionLength,
  unknown: ['not-a-form', 'form'],
});

export const sample: KindSample = { props: {}, value: 'thing', asks: equal('thing') };
