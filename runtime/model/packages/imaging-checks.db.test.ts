import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/** A demand of the imaging document, said in metadata alone and judged over HTTP. */
interface Judged {
  readonly says: string;
  readonly form: string;
  readonly body: JsonObject;
  /** Path and code of every error; none: it is taken. */
  readonly errors: readonly string[];
  /** The same of warnings. Default: none. */
  readonly warnings?: readonly string[];
}

let step = 0;
const node = (...decisions: readonly (readonly [code: string, meaning: string])[]): JsonObject => {
  step += 1;
  const rows = decisions.map(([code, meaning]) => ({ code, name: code, meaning }));
  return { name: '审批', process: 'T-流程', kind: 'approval', step, decisions: rows };
};
let cover = 0;
const template = (more: JsonObject): JsonObject => {
  cover += 1;
  return { name: '封面', application: '费用核算', billType: `T-单据${cover}`, ...more };
};
const scheme = { name: '影像方案' };

const judged: readonly Judged[] = [
  {
    says: 'takes the four decisions with their codes',
    form: 'workflow-node',
    body: node(
      ['agree', 'agree'],
      ['reject', 'reject'],
      ['rescan', 'rescan'],
      ['x_rescan_y', 'reject-rescan'],
    ),
    errors: [],
  },
  {
    says: 'refuses a rescan by another code',
    form: 'workflow-node',
    body: node(['agree', 'agree'], ['rescan2', 'rescan']),
    errors: ['/decisions/1/code check-failed'],
  },
  {
    says: 'refuses a reject with rescan whose code does not say so',
    form: 'workflow-node',
    body: node(['reject-scan', 'reject-rescan']),
    errors: ['/decisions/0/code check-failed'],
  },
  {
    says: 'refuses the code of a rescan for anything else',
    form: 'workflow-node',
    body: node(['rescan', 'reject-rescan']),
    errors: ['/decisions/0/code check-failed'],
  },
  {
    says: 'warns of a rescan in the code of an agreement',
    form: 'workflow-node',
    body: node(['rescanned', 'agree']),
    errors: [],
    warnings: ['/decisions/0/code check-failed'],
  },
  {
    says: 'refuses two decisions of one code',
    form: 'workflow-node',
    body: node(['no', 'agree'], ['no', 'reject']),
    errors: ['/decisions/1/code not-unique'],
  },
  {
    says: 'refuses an approval without decisions',
    form: 'workflow-node',
    body: node(),
    errors: ['/decisions required'],
  },
  {
    says: 'takes an upload node without any',
    form: 'workflow-node',
    body: { name: '上传', process: 'T-流程', kind: 'upload', step: 99 },
    errors: [],
  },
  {
    says: 'takes a cover with its image code',
    form: 'cover-template',
    body: template({ isCover: true }),
    errors: [],
  },
  {
    says: 'refuses a cover whose QR code carries something else',
    form: 'cover-template',
    body: template({ isCover: true, qrContent: 'other' }),
    errors: ['/qrContent check-failed'],
  },
  {
    says: 'refuses a cover without a QR code',
    form: 'cover-template',
    body: template({ isCover: true, qrContent: 'none', qrPosition: null }),
    errors: ['/qrContent check-failed'],
  },
  {
    says: 'warns of a QR code in the centre',
    form: 'cover-template',
    body: template({ qrPosition: 'centre' }),
    errors: [],
    warnings: ['/qrPosition check-failed'],
  },
  {
    says: 'refuses an image template without a print template',
    form: 'image-template',
    body: { application: '费用核算', billType: '费用报销单' },
    errors: ['/template required'],
  },
  {
    says: 'refuses a print template whose QR code carries no image code',
    form: 'image-template',
    body: { application: '费用核算', billType: '费用报销单', template: 'T-OTHER' },
    errors: ['/template reference-not-offered'],
  },
  {
    says: 'takes one that carries it',
    form: 'image-template',
    body: { application: '费用核算', billType: '费用报销单', template: 'T-COVER' },
    errors: [],
  },
  { says: 'takes a scheme of the basic mode', form: 'imaging-scheme', body: scheme, errors: [] },
  ...['sync', 'match'].flatMap((imagingMode): readonly Judged[] => [
    {
      says: `refuses ${imagingMode} without a receiving licence and without pushing to imaging`,
      form: 'imaging-scheme',
      body: { ...scheme, imagingMode },
      errors: ['/licence required', '/imagingMode check-failed'],
    },
    {
      says: `refuses ${imagingMode} with a licence that is not authorised`,
      form: 'imaging-scheme',
      body: { ...scheme, imagingMode, licence: 'T-RECEIVING' },
      errors: ['/licence reference-not-offered', '/imagingMode check-failed'],
    },
  ]),
  {
    says: 'refuses attachments that are signed for by anything but a hand',
    form: 'imaging-scheme',
    body: { ...scheme, attachmentSigning: 'automatic' },
    errors: ['/attachmentSigning not-an-option'],
  },
  {
    says: 'refuses two rules for a document type',
    form: 'imaging-scheme',
    body: {
      ...scheme,
      rules: ['费用报销单', '费用报销单'].map((billType) => ({ application: '费用核算', billType })),
    },
    errors: ['/rules/1/application not-unique'],
  },
  {
    says: 'refuses a port that is none',
    form: 'imaging-system',
    body: { number: 'T-SYSTEM', name: '影像', system: '苍穹', ip: '1', port: 65536 },
    errors: ['/port too-great'],
  },
];

describeOnDatabases('checks of the imaging package', (database) => {
  let house: TestNode;
  const post = (form: string, body: JsonObject) => house.ask('POST', `/api/forms/${form}/records`, body);
  const patch = async (path: string, body: JsonObject) => {
    const { headers } = await house.ask('GET', path);
    return house.ask('PATCH', path, body, { 'if-match': headers.get('etag') ?? '' });
  };

  beforeAll(async () => {
    house = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
    const needed: readonly (readonly [string, JsonObject])[] = [
      ['cover-template', { ...template({}), number: 'T-COVER' }],
      ['cover-template', { ...template({ qrContent: 'other' }), number: 'T-OTHER' }],
      [
        'cloud-authorisation',
        { number: 'T-CLOUD', name: '授权', clientId: 'T', tenant: 'T', issuingTotal: 1, receivingTotal: 1 },
      ],
      [
        'licence',
        {
          number: 'T-RECEIVING',
          service: 'receiving',
          organisation: 'root',
          taxNo: '91440300708461136T',
          authorisation: 'T-CLOUD',
        },
      ],
    ];
    for (const [form, body] of needed) {
      const made = await post(form, body);
      if (made.status !== 201) throw new Error(`${form}: ${JSON.stringify(made.body)}`);
    }
  });
  afterAll(() => house.close());

  it.each(judged)('$says', async ({ form, body, errors, warnings = [] }) => {
    const answer = await post(form, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(errors.length > 0 ? 422 : 201);
    const said = (member: string) =>
      ((answer.body[member] ?? []) as readonly JsonObject[]).map(({ path, code }) => `${path} ${code}`);
    expect(said('errors')).toEqual(errors);
    expect(said('$warnings')).toEqual(warnings);
  });

  it('minds the receiving settings of the organisation', async () => {
    const body = { ...scheme, imagingMode: 'sync' };
    const setting = '/api/forms/receipt-setting/record';
    expect((await patch(setting, { pushToImaging: true })).status).toBeLessThan(300);
    expect((await post('imaging-scheme', body)).body['errors']).toMatchObject([
      { path: '/licence', code: 'required' },
    ]);
    await patch(setting, { pushToImaging: false });
    expect((await post('imaging-scheme', body)).body['errors']).toHaveLength(2);
  });
});
