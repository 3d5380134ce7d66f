import { describe } from 'vitest';
import { itAnswers } from '../golden.suite.ts';
import { convertUnit, type UnitQuestion } from './convert-unit.ts';

describe('units are converted', () => {
  itAnswers('convert-unit', (input: UnitQuestion) => convertUnit(input).result);
  itAnswers('convert-unit-writeback', (input: UnitQuestion) => convertUnit(input).result);
});
