import type { Issue } from '../../metadata/common/issue.ts';
import type { Model } from '../../metadata/model.ts';
import { checkInFile } from '../condition/check-in-file.ts';
import type { Scope } from '../condition/scope.ts';

/** Finds what is wrong with the filters of reports. */
export function checkReports(
  { reports, formsById }: Pick<Model, 'reports' | 'formsById'>,
  known: Pick<Scope, 'target' | 'patterns'>,
): readonly Issue[] {
  return reports.flatMap(({ package: owner, file, content: { form, filter } }) => {
    const shape = formsById.get(form);
    if (!shape || filter === undefined) return [];
    const place = { package: owner, file, form, property: 'filter' };
    return checkInFile(filter, '/filter', place, { shape, ...known });
  });
}
