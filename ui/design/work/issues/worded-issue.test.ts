import { describe, expect, it } from 'vitest';
import { kindWords } from '../../../../metadata/kinds/words.ts';
import { messages } from '../../../../metadata/messages/messages.ts';
import { viewKindWords } from '../../../../metadata/property/words/parts.ts';
import { wordedIssue } from './worded-issue.ts';

const codes = [...Object.entries(messages)]
  .filter(([, { zh }]) => /(?<!“)\{kinds?\}/.test(zh))
  .map(([code]) => code);
const labels = Object.entries({
  ...Object.fromEntries(Object.entries(kindWords).map(([name, { label }]) => [name, label])),
  ...viewKindWords,
});

describe('an issue of the designer', () => {
  it('tells of kinds somewhere', () => expect(codes.length).toBeGreaterThan(5));

  it.each(codes)('%s names each kind as people know it', (code) => {
    for (const [name, { zh, en }] of labels) {
      const params = {
        field: '字段',
        name: '视图',
        value: '值',
        property: '属性',
        kind: name,
        kinds: [name],
      };
      const { message } = wordedIssue({ code, severity: 'error', params, pointer: '' }, undefined);
      expect(message.zh).toContain(`“${zh}”`);
      expect(message.en).toContain(`“${en}”`);
    }
  });
});
