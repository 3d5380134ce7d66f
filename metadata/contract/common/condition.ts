import type { Condition } from '../../condition.ts';
import type { Shape } from '../../shape/shape.ts';

/** A condition as JSON; whoever reads it says what is wrong with it. */
export const condition: Shape<Condition> = { type: 'object', additionalProperties: true };
