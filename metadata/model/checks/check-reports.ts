import { nearNames } from '../../common/near-names.ts';
import type { Model } from '../../model.ts';
import { isFormName } from '../../names.ts';
import { reportFlaws } from '../../report/report-fields.ts';
import type { ReportSource } from '../../report-source.ts';
import type { Ordered } from '../layers/order.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';
import type { Checkings } from './check-data.ts';
import { checkDroppedInReport } from './check-dropped-in-files.ts';
import { checkFacts, factsFrom } from './check-facts.ts';
import type { Checking } from './checking.ts';
import { collectOfForm } from './collect-of-form.ts';

/** Reports are about forms that exist and name fields of theirs; one of a name replaces another it builds on. */
export function collectReports(
  ordered: Ordered,
  checkings: Checkings,
  { broken, report }: Pick<Checking, 'broken' | 'report'>,
): Model['reports'] {
  return collectOfForm(ordered, {
    filesOf: ({ reports }) => reports,
    twice: 'report-twice',
    report,
    check: (content, place) => {
      if (!broken.has(content.form)) checkReport(content, place, checkings, report);
    },
  });
}

function checkReport(content: ReportSource, place: Place, checkings: Checkings, report: Report): void {
  if (!isFormName(content.name)) report.error('form-name', pointed(place, '/name'), { name: content.name });
  const checking = checkings.get(content.form);
  if (!checking) {
    const params = { form: content.form, near: nearNames(content.form, checkings.keys()) };
    report.error('unknown-form', pointed(place, '/form'), params);
    return;
  }
  const { form } = checking;
  if (content.filter)
    checkFacts(content.filter, pointed(place, '/filter'), factsFrom(checking, ''), checking);
  for (const { path, code, params } of reportFlaws(form, content))
    report.error(code, pointed(place, path), params);
  checkDroppedInReport(content, place, checking);
}
