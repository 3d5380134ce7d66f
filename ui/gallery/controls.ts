import { html } from 'lit';
import { icon, iconNames } from '../kit/base/icons.ts';
import { type Exhibit, said } from './exhibit.ts';
import '../kit/gj-actions.ts';
import '../kit/gj-day.ts';
import '../kit/gj-drop-zone.ts';
import '../kit/gj-json-area.ts';
import '../kit/gj-tabs.ts';

const name = () => said('名称', 'Name');
const missing = () => said('请填写这一项', 'Fill this in');

/** The exhibits of controls: buttons, text boxes and choices. */
export const controls: readonly Exhibit[] = [
  {
    name: 'button',
    show: () => html`<p class="toolbar">
        <button>${said('取消', 'Cancel')}</button>
        <button class="primary">${icon('check', 14)}${said('保存', 'Save')}</button>
        <button class="danger">${said('删除', 'Delete')}</button>
        <button class="plain">${said('更多', 'More')}</button>
        <button class="square" aria-label=${said('打开', 'Open')}>${icon('right', 12)}</button>
        <a class="button" href="#">${said('去列表', 'To the list')}</a>
      </p>
      <p class="toolbar">
        <button disabled>${said('取消', 'Cancel')}</button>
        <button class="primary" disabled>${said('保存', 'Save')}</button>
        <button class="danger" disabled>${said('删除', 'Delete')}</button>
        <button class="plain" disabled>${said('更多', 'More')}</button>
        <button aria-pressed="true">${said('按下', 'Pressed')}</button>
        <button aria-busy="true" aria-disabled="true">${said('请稍候', 'One moment')}</button>
      </p>`,
  },
  {
    name: 'input',
    show: () => html`<div class="gridded gap-3">
      <label class="text-field"><span>${name()}</span><input value=${said('华东销售公司', 'Sales East Ltd.')} /></label>
      <label class="text-field"><span>${name()}<span class="in-error" aria-hidden="true"> *</span></span>
        <input aria-required="true" aria-invalid="true" aria-describedby="gallery-missing"
            placeholder=${said('如：华东', 'e.g. East')} /></label>
      <p class="problem small" id="gallery-missing" role="alert">${missing()}</p>
      <label class="text-field"><span>${name()}</span><input disabled value=${said('不能修改', 'Cannot be changed')} /></label>
      <label class="text-field"><span>${said('票种', 'Type')}</span><select class="plain">
        <option>${said('数电普票', 'Digital general')}</option><option>${said('数电专票', 'Digital special')}</option></select></label>
      <label class="text-field"><span>${said('备注', 'Remark')}</span><textarea class="plain"
          rows="2">${said('第一行', 'First line')}</textarea></label>
    </div>`,
  },
  {
    name: 'checkbox',
    show: () => html`<p class="toolbar">
      <label class="across"><input type="checkbox" />${said('不选', 'Off')}</label>
      <label class="across"><input type="checkbox" checked />${said('选中', 'On')}</label>
      <label class="across"><input type="checkbox" .indeterminate=${true} />${said('部分', 'Some')}</label>
      <label class="across"><input type="checkbox" checked disabled />${said('固定', 'Fixed')}</label>
      <label class="across"><input type="radio" name="gallery-radio" checked />${said('甲', 'One')}</label>
      <label class="across"><input type="radio" name="gallery-radio" />${said('乙', 'Two')}</label>
    </p>`,
  },
  {
    name: 'gj-day',
    show: () => html`<p class="toolbar"><gj-day label=${said('日期', 'Day')} value="2026-11-23"></gj-day>
      <gj-day label=${said('没有填的日期', 'No day yet')}></gj-day></p>`,
  },
  {
    name: 'gj-tabs',
    show: () =>
      html`<gj-tabs tab="lines" .tabs=${[
        { key: 'base', text: said('基本信息', 'Basics') },
        { key: 'lines', text: said('明细', 'Lines') },
        { key: 'more', text: said('其他', 'More'), marked: true },
      ]}></gj-tabs>`,
  },
  {
    name: 'gj-actions',
    show: () => {
      const actions = [
        { key: 'save', text: said('保存', 'Save'), primary: true, icon: 'check' },
        { key: 'copy', text: said('复制', 'Copy'), icon: 'copy' },
        { key: 'off', text: said('禁用', 'Disable'), disabled: true },
      ] as const;
      const more = [{ key: 'drop', text: said('删除', 'Delete'), danger: true }];
      return html`<gj-actions .actions=${actions} .more=${more}></gj-actions>`;
    },
  },
  {
    name: 'gj-drop-zone',
    show: () => html`<gj-drop-zone><p class="pad-2">${said('把文件拖到这里，或者', 'Drop a file here, or')}
      <button class="plain">${said('选择文件', 'choose one')}</button></p></gj-drop-zone>`,
  },
  {
    name: 'gj-json-area',
    show: () => html`<gj-json-area label=${said('配置', 'Settings')} text='{ "days": 30 }'></gj-json-area>
      <gj-json-area label=${said('写错的配置', 'Wrong settings')} text='{ "days": }'
          problem=${said('第 1 行第 11 个字符：缺少值', 'Line 1, character 11: a value is missing')}></gj-json-area>
      <gj-json-area label=${said('只读的配置', 'Settings to read')} text='{ "days": 7 }' readonly></gj-json-area>`,
  },
  {
    name: 'icons',
    show: () =>
      html`<ul class="flex wraps gap-3">${iconNames.map(
        (one) => html`<li class="across small muted">${icon(one)}${one}</li>`,
      )}</ul>`,
  },
];
