import type { Label } from '../../../metadata/common/label.ts';

/** The sentences on what callers of the API find otherwise after a publish. */
export const apiTexts: Readonly<Record<string, Label>> = {
  'api-form-added': { zh: '新增表单“{form}”的接口', en: 'The API for “{form}” is added' },
  'api-form-removed': { zh: '表单“{form}”的接口不再提供', en: 'The API for “{form}” is removed' },
  'api-form-renamed': {
    zh: '表单“{form}”的路径由 {before} 改为 {after}',
    en: 'The path of “{form}” changes from {before} to {after}',
  },
  'api-form-narrowed': { zh: '“{form}”要求更严：{what}', en: '“{form}” is stricter: {what}' },
  'api-form-widened': { zh: '“{form}”要求更宽：{what}', en: '“{form}” asks for less: {what}' },
  'api-form-changed': { zh: '“{form}”变了：{what}', en: '“{form}” has changed: {what}' },
  'api-calls-added': { zh: '“{form}”新增接口：{name}', en: '“{form}” has a new call: {name}' },
  'api-calls-removed': { zh: '“{form}”不再有接口：{name}', en: '“{form}” no longer has the call: {name}' },
  'api-action-added': { zh: '“{form}”新增操作 {name}', en: '“{form}” has a new action: {name}' },
  'api-action-removed': { zh: '“{form}”不再有操作 {name}', en: '“{form}” no longer has the action {name}' },
  'api-action-changed': {
    zh: '“{form}”的操作 {name} 变了',
    en: 'The action {name} of “{form}” has changed',
  },
  'api-filter-added': {
    zh: '“{form}”的列表可以按 {name} 筛选',
    en: 'Lists of “{form}” can be filtered by {name}',
  },
  'api-filter-removed': {
    zh: '“{form}”的列表不能再按 {name} 筛选',
    en: 'Lists of “{form}” can no longer be filtered by {name}',
  },
  'api-filter-narrowed': {
    zh: '“{form}”的列表按 {name} 筛选时不再支持 {what}',
    en: 'Filtering lists of “{form}” by {name} no longer supports {what}',
  },
  'api-filter-widened': {
    zh: '“{form}”的列表按 {name} 筛选时还支持 {what}',
    en: 'Filtering lists of “{form}” by {name} now also supports {what}',
  },
  'api-field-added': { zh: '“{form}”新增 {name}', en: '“{form}” has a new field: {name}' },
  'api-field-removed': { zh: '“{form}”不再有 {name}', en: '“{form}” no longer has {name}' },
  'api-field-narrowed': {
    zh: '“{form}”的 {name} 要求更严：{what}',
    en: '{name} of “{form}” is stricter: {what}',
  },
  'api-field-widened': {
    zh: '“{form}”的 {name} 要求更宽：{what}',
    en: '{name} of “{form}” asks for less: {what}',
  },
  'api-field-takes': {
    zh: '“{form}”的 {name} 还接受 {come}',
    en: '{name} of “{form}” now also takes {come}',
  },
  'api-field-refuses': {
    zh: '“{form}”的 {name} 不再接受 {gone}',
    en: '{name} of “{form}” no longer takes {gone}',
  },
  'api-field-takes-others': {
    zh: '“{form}”的 {name} 不再接受 {gone}，还接受 {come}',
    en: '{name} of “{form}” no longer takes {gone}, but takes {come}',
  },
  'api-field-changed': {
    zh: '“{form}”的 {name} 变了：{what}',
    en: '{name} of “{form}” has changed: {what}',
  },
};
