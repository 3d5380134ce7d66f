import { describe } from 'vitest';
import { itAnswers } from '../golden.suite.ts';
import { batchOrder, type OrderQuestion } from './batch-order.ts';

describe('pending invoices are issued in order', () => {
  itAnswers('batch-order', (input: OrderQuestion) => batchOrder(input).result);
});
