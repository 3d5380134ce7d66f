import * as explaining from '../../../metadata/contract/common/explaining.ts';
import type { Parameter } from './endpoint.ts';

export const explain: Parameter = { name: 'explain', ...explaining.explain };

export const of: Parameter = { name: 'of', ...explaining.explainedPlace };
