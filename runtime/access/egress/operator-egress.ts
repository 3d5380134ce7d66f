import { createEgress, type Egress } from './egress.ts';

/** For where nobody but the operator says what is called, such as a command in his shell. */
export const operatorEgress: Egress = createEgress({ allowance: async () => null });
