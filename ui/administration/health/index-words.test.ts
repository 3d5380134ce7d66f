import { expect, it } from 'vitest';
import { standardModel } from '../../../workshop/standard-model.ts';
import type { FormModel } from '../../model/form-model.ts';
import { indexWords } from './index-words.ts';

const form = (await standardModel()).formsById.get('pending-invoice') as unknown as FormModel;

it.each([
  ['queuedAt', '进入队列时间'],
  ['issueStatus, billDate ↓', '开票状态、单据日期 ↓'],
  ['org, modifiedAt ↓ (number, buyerName)', '创建组织、修改时间 ↓ (单据编号、购方名称)'],
  ['goneField', 'goneField'],
])('calls the columns %s as the form does', (columns, words) => {
  expect(indexWords(columns, form)).toBe(words);
});
