import { choice } from './choice.ts';
import { offering } from './common/offering.ts';
import { equal, type KindSample, sampleOptions } from './common/sample.ts';

/** A type of parameters of the model, by its name. */
export const parameterType = offering(choice, {
  name: 'parameter-type',
  offers: 'parameter-types',
  beside: 'types of parameters',
  length: 100,
  unknown: ['not-a-parameter-type', 'type'],
});

// Not every model has parameters.
export const sample: KindSample = {
  props: { options: sampleOptions },
  value: 'red',
  others: ['blue'],
  asks: equal('red'),
};
