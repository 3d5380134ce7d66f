import { used } from '../../decisions/rules.ts';
import { count, object } from '../../decisions/schema.ts';
import { type Configuration, decision } from '../../einvoicing/forms/configuration.ts';
import { type CodeQuestion, type CoverTemplate, imageCode } from './image-code.ts';
import { unconfiguredOf } from './unconfigured.ts';

type ImageCodeInput = Omit<CodeQuestion, 'today'>;

const named = { type: 'string', minLength: 1 };

export const imageCodeDecision = decision<ImageCodeInput>({
  name: 'image-code',
  label: { zh: '影像编码与封面', en: 'Image code and cover' },
  summary: {
    zh: '单据提交时的影像编码，以及打印封面用哪个模板、二维码写什么',
    en: 'The image code of a submitted bill, the template used for its cover, and the content of the QR code on it',
  },
  input: object({ application: named, billType: named, sequence: count }, [
    'application',
    'billType',
    'sequence',
  ]),
  reads: {
    records: ['image-code-strategy', 'image-template', 'cover-template', 'imaging-scheme'],
    settings: ['bill-integration'],
  },
  decide: (asked, configuration, level) =>
    imageCode(
      { ...asked, today: configuration.now.localDate },
      {
        strategies: configuration
          .records('image-code-strategy')
          .map((record) => ({ ...record, used: used('image-code-strategy', record) })),
        template: templateFor(asked, configuration),
        unconfigured: unconfiguredOf(asked, settingsOf(configuration)),
      },
      level,
    ),
});

/** All that says which bills it is for. */
function settingsOf(configuration: Configuration) {
  return [
    ...configuration.records('image-code-strategy'),
    ...configuration.records('image-template'),
    ...configuration.records('cover-template'),
    ...configuration.records('imaging-scheme').flatMap(({ rules = [] }) => rules ?? []),
    ...(configuration.setting('bill-integration').applications ?? []),
  ];
}

/** The template that images of such bills are printed by; else the one that is their default cover. */
function templateFor(asked: ImageCodeInput, configuration: Configuration): CoverTemplate | null {
  const isFor = (record: Pick<CoverTemplate, 'application' | 'billType'>) =>
    record.application === asked.application && record.billType === asked.billType;
  const said = configuration.records('image-template').find(isFor);
  const covers = configuration.records('cover-template');
  const record =
    (said && configuration.record('cover-template', said.template)) ??
    covers.find((one) => isFor(one) && one.isCover === true);
  if (!record) return null;
  return { ...record, used: used('cover-template', record), isImaged: said !== undefined };
}
