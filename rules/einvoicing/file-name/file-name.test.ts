import { describe } from 'vitest';
import { itAnswers } from '../golden.suite.ts';
import { type FileNameQuestion, fileName } from './file-name.ts';

describe('files of invoices are named', () => {
  itAnswers('file-name', (input: FileNameQuestion) => fileName(input).result);
});
