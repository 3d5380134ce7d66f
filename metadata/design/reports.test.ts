import { describe, expect, it } from 'vitest';
import type { ReportSource } from '../report-source.ts';
import { Work } from './design.suite.ts';
import { placesToShip } from './ship-places.ts';
import type { DesignStep } from './steps/design-step.ts';

const sales: ReportSource = {
  name: 'sales',
  form: 'order',
  label: { zh: '销售', en: 'Sales' },
  groups: [{ field: 'org' }],
  values: [{ of: 'count' }],
};
const set = (content: ReportSource, name = content.name): DesignStep => ({
  do: 'set-report',
  form: 'order',
  name,
  content,
});

describe('reports of a design', () => {
  it('are made, changed, called otherwise and taken away, each in a file of its own', () => {
    const work = new Work().take(set(sales), set({ ...sales, chart: 'bars' }));
    expect(work.wrong()).toEqual([]);
    expect(work.files.get('reports/sales.json')).toEqual({ ...sales, chart: 'bars' });
    expect(placesToShip(work.files)).toContain('order/reports/sales');
    work.take(set({ ...sales, name: 'turnover' }, 'sales'));
    expect([...work.files.keys()].filter((file) => file.startsWith('reports/'))).toEqual([
      'reports/sales.json',
    ]);
    expect(work.compiled().model?.reports.map(({ content }) => content.name)).toEqual(['turnover']);
    work.take({ do: 'remove-report', form: 'order', name: 'turnover' });
    expect(work.compiled().model?.reports).toEqual([]);
  });

  it.each<readonly [says: string, step: DesignStep, code: string]>([
    ['a name that no address takes', set({ ...sales, name: 'My Sales' }), 'form-name'],
    ['another form than it is set for', set({ ...sales, form: 'customer' }), 'set-locked'],
    ['the name of another', set({ ...sales, name: 'other' }, 'sales'), 'report-twice'],
    ['that nobody made', { do: 'remove-report', form: 'order', name: 'none' }, 'design-not-own'],
  ])('refuse %s', (_, step, code) => {
    const work = new Work().take(set(sales), set({ ...sales, name: 'other' }));
    expect(work.refused(step)).toContain(code);
  });
});
