import * as explaining from '../../../metadata/contract/common/explaining.ts';
import { words } from '../../../metadata/contract/common/listing.ts';
import type { Parameter } from './endpoint.ts';

/** Query parameters that more than one endpoint understands. Their names are not allowed as field names. */
export const list: readonly Parameter[] = Object.entries(words).map(([name, word]) => ({ name, ...word }));

export const explain: Parameter = { name: 'explain', ...explaining.explain };

export const of: Parameter = { name: 'of', ...explaining.explainedPlace };
