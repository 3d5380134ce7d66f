import { count, day, object, oneOf, yes } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { decision } from '../forms/configuration.ts';
import { decideLicence, type LicenceQuestion } from './licence.ts';

type LicenceInput = Omit<LicenceQuestion, 'today'> & { readonly today?: string };

export const licenceDecision = decision<LicenceInput>({
  name: 'licence',
  label: { zh: '许可授权', en: 'Licences' },
  summary: {
    zh: '一个税号的许可能否授权、取消授权或开票',
    en: 'Whether the licence of a tax number can be authorised or withdrawn, and whether the tax number can issue',
  },
  input: object(
    {
      do: oneOf('authorise', 'withdraw', 'issue'),
      today: day,
      withdrawnOn: { anyOf: [day, { type: 'null' }] },
      used: count,
      total: count,
      final: yes,
    },
    ['do'],
  ),
  reads: {},
  decide: (asked, { now }, level) => {
    const trace = new Trace(level);
    const answer = decideLicence({ ...asked, today: asked.today ?? now.localDate });
    const { issue, from, used } = answer;
    if (issue) trace.stops(issue, undefined, { used, total: asked.total ?? 0, ...(from ? { from } : {}) });
    return trace.decided(answer);
  },
});
