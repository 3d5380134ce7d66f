import { text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { manyValues } from '../common/shared.ts';
import { analysis, coverage, factsFile, gaps, matchCase } from './findings.ts';
import { byOrganisation, explainedRule, matched } from './rule.ts';
import { asked, mostFacts, toAnalyse, toCase, toCover, toExplain, toMatch } from './sent.ts';

const path = '/api/forms/:form/match';
const ofRules = { access: { form: 'match' }, of: 'matches', tag: 'match' } as const;
const asking = { method: 'POST', ...ofRules, values: manyValues, asks: true } as const;

/** The calls about rules: which one holds for facts, why, and what is odd about them. None of them writes. */
export const matching = {
  match: call({
    ...asking,
    path,
    operation: 'match',
    summary: {
      zh: `匹配：给定数据时哪条规则生效；facts 可以是一条或多条（最多 ${mostFacts} 条）`,
      en: `Which rule wins for the given facts, one set or several (at most ${mostFacts})`,
    },
    body: toMatch,
    answer: matched,
  }),
  explain: call({
    ...asking,
    path: `${path}/explain`,
    operation: 'explainRule',
    summary: {
      zh: '解释一条规则为什么生效或不生效，逐个条件说明',
      en: 'Why one rule wins or loses, condition by condition',
    },
    body: toExplain,
    answer: explainedRule,
  }),
  coverage: call({
    ...asking,
    path: `${path}/coverage`,
    operation: 'ruleCoverage',
    summary: {
      zh: '一批数据下规则的覆盖情况：哪些生效、输给谁、从未生效',
      en: 'Rules over a set of facts: which won, which lost to others, which never won',
    },
    body: toCover,
    answer: coverage,
  }),
  analysis: call({
    ...asking,
    path: `${path}/analysis`,
    operation: 'ruleAnalysis',
    summary: {
      zh: '规则检查：永不匹配、被一条或几条规则遮盖、选项已用尽、同级重叠且结果不同、不可索引；candidate 检查一条尚未保存的规则',
      en: 'Problems of rules: never matching, shadowed by one or several, using removed options, overlapping at equal rank with a different result, not indexable; `candidate` for an unsaved rule',
    },
    body: toAnalyse,
    answer: analysis,
  }),
  gaps: call({
    ...asking,
    path: `${path}/gaps`,
    operation: 'ruleGaps',
    summary: {
      zh: '哪些数据没有规则匹配：按规则用到的字段分段，每处给出条件和一条示例数据',
      en: 'Data that no rule covers: segmented by the fields that rules use, each with a condition and an example',
    },
    body: asked,
    answer: gaps,
  }),
  byOrganisation: call({
    method: 'GET',
    ...ofRules,
    path: `${path}/organisations`,
    operation: 'rulesByOrganisation',
    summary: {
      zh: '各组织可用的规则数，以及与上级组织不同的规则',
      en: 'The number of rules each organisation may use, and how it differs from its parent',
    },
    answer: byOrganisation,
  }),
  case: call({
    ...asking,
    path: `${path}/case`,
    operation: 'matchCase',
    summary: {
      zh: '把一次匹配导出为包的测试用例（cases/*.json）',
      en: 'A match as a test case of a package (cases/*.json)',
    },
    body: toCase,
    answer: matchCase,
  }),
  documents: call({
    method: 'POST',
    ...ofRules,
    path: `${path}/documents`,
    operation: 'matchDocuments',
    summary: {
      zh: `把 Excel 或 csv 中的单据（每行一张，最多 ${mostFacts} 张）读成匹配用的数据，不写入`,
      en: `Read documents from a workbook or csv, one per row (at most ${mostFacts}), as facts to match; writes nothing`,
    },
    asks: true,
    upload: true,
    body: text({ format: 'binary' }),
    answer: factsFile,
  }),
} as const;
