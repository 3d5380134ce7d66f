import { describe } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { render } from '../../../metadata/common/render.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { issueMessages } from '../messages.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { completeTitle, mapTitle, type TitleConfig, type TitleSettings } from './fill-title.ts';

interface Given {
  readonly dataSource: string;
  readonly application: JsonObject;
  readonly config: GivenRecords;
}

function configOf({ config }: Given): TitleConfig {
  return {
    settings: (config['other-settings'] ?? {}) as TitleSettings,
    titles: recordsOf(config, 'buyer-title'),
    partners: recordsOf(config, 'partner'),
    rules: rulesOf(config),
  };
}

const numberOf = (title: JsonObject | null): Json => title?.['number'] ?? null;

describe('titles fill applications', () => {
  itAnswers('complete-title', (input: Given) => {
    const { title, application } = completeTitle(input, configOf(input)).result;
    return { completed: numberOf(title), application };
  });

  itAnswers('map-title', async (input: Given) => {
    const decided = await mapTitle(input, configOf(input));
    const { title, application } = decided.result;
    const [issue] = decided.issues;
    const message = issue && render(issueMessages, issue.code, issue.params ?? {}, 'zh');
    return { mapped: numberOf(title), application, issues: codesOf(decided), message };
  });
});
