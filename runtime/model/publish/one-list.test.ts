import { expect, it } from 'vitest';
import { changed } from '../../../metadata/model/sample.suite.ts';
import {
  mistakenField,
  mistakenFormula,
  pointersJudged,
  wrongMember,
  wrongMembers,
} from '../../../metadata/model/wrong-members.suite.ts';
import { buildModel } from './build-model.ts';

it.each(wrongMembers)('a build tells %s and every mistake below it', async (_, member, value) => {
  const changes = [wrongMember(member, value), mistakenField, mistakenFormula];
  const installed = Object.entries(changed(changes)).map(([name, files]) => ({
    name,
    version: '1.0.0',
    files: new Map(Object.entries(files)),
  }));
  const { model, issues } = await buildModel(installed, { version: '1.0.0', domains: [] });
  expect(model).toBeUndefined();
  const errors = issues.filter(({ severity, file }) => severity === 'error' && file === 'forms/order.json');
  const isWrong = errors.some(
    ({ pointer, params }) => `${pointer}/`.startsWith(`/${member}/`) || params['property'] === member,
  );
  expect(isWrong).toBe(true);
  expect(errors.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining([...pointersJudged]));
});
