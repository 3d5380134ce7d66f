import type { JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../common/given.ts';
import { used } from '../common/rules.ts';
import { count, object } from '../common/schema.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import { type CodeQuestion, type CodeStrategy, type CoverTemplate, imageCode } from './image-code.ts';

type ImageCodeInput = Omit<CodeQuestion, 'today'>;

const named = { type: 'string', minLength: 1 };

export const imageCodeDecision = decision<ImageCodeInput>({
  name: 'image-code',
  label: { zh: '影像编码与封面', en: 'Image code and cover' },
  summary: {
    zh: '单据提交时的影像编码，以及打印封面用哪个模板、二维码写什么',
    en: 'The image code of a bill that is submitted, the template of its cover and what the QR code on it says',
  },
  input: object({ application: named, billType: named, sequence: count }, [
    'application',
    'billType',
    'sequence',
  ]),
  reads: { records: ['image-code-strategy', 'image-template', 'cover-template'] },
  decide: (asked, configuration, level) =>
    imageCode(
      { ...asked, today: configuration.now.localDate },
      {
        strategies: configuration.records('image-code-strategy').map(strategyOf),
        template: templateFor(asked, configuration),
      },
      level,
    ),
});

function strategyOf(record: JsonObject): CodeStrategy {
  const { datePart, sequenceLength } = record;
  return {
    used: used('image-code-strategy', record),
    application: textIn(record, 'application'),
    billType: textIn(record, 'billType'),
    prefix: textIn(record, 'prefix'),
    datePart: datePart === 'yyyyMM' || datePart === 'yyyyMMdd' ? datePart : 'none',
    sequenceLength: typeof sequenceLength === 'number' ? sequenceLength : 0,
  };
}

/** The template that images of such bills are printed by; else the one that is their default cover. */
function templateFor(asked: ImageCodeInput, configuration: Configuration): CoverTemplate | null {
  const isFor = (record: JsonObject) =>
    record['application'] === asked.application && record['billType'] === asked.billType;
  const said = configuration.records('image-template').find(isFor);
  const covers = configuration.records('cover-template');
  const record =
    (said && configuration.record('cover-template', said['template'])) ??
    covers.find((one) => isFor(one) && one['isCover'] === true);
  if (!record) return null;
  const { qrContent, qrPosition } = record;
  return {
    used: used('cover-template', record),
    number: textIn(record, 'number'),
    name: textIn(record, 'name'),
    qrContent: qrContent === 'image-code' || qrContent === 'other' ? qrContent : 'none',
    qrPosition:
      qrPosition === 'top-right' || qrPosition === 'top-left' || qrPosition === 'centre'
        ? qrPosition
        : 'other',
  };
}
