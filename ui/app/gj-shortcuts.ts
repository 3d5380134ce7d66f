import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { mayDesign, session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import '../kit/dialog/gj-dialog.ts';

type Shortcut = readonly [keys: readonly string[], what: string];

/** The list of keyboard shortcuts, place by place. Tells `closed`. */
export class GjShortcuts extends GjElement {
  static override styles = [
    shared,
    css`
      .places {
        columns: 2 var(--gj-size-280);
        column-gap: var(--gj-6);
      }
      section {
        break-inside: avoid;
        margin-block-end: var(--gj-4);
      }
    `,
  ];

  override render() {
    return html`<gj-dialog wide plain label=${msg('键盘快捷键', { id: 'shortcuts' })}>
      <div class="places">${places().map(
        ([place, shortcuts]) =>
          html`<section><h3 class="below-1">${place}</h3><dl class="ledger">${shortcuts.map(
            ([keys, what]) =>
              html`<dt>${what}</dt><dd>${keys.map((key) => html`<kbd class="edged-strong">${key}</kbd>`)}</dd>`,
          )}</dl></section>`,
      )}</div>
    </gj-dialog>`;
  }
}
customElements.define('gj-shortcuts', GjShortcuts);

function places(): readonly (readonly [string, readonly Shortcut[]])[] {
  const who: readonly Shortcut[] = session.who?.administers
    ? [[['Shift', 'F1'], msg('来源', { id: 'explain' })]]
    : [];
  return [
    [
      msg('任何页面', { id: 'keys-anywhere' }),
      [
        [['Ctrl', 'K'], msg('搜索和命令', { id: 'keys-palette' })],
        [['?'], msg('键盘快捷键', { id: 'shortcuts' })],
        [['Esc'], msg('关闭弹出的内容', { id: 'keys-close' })],
        [['→'], msg('菜单项的收藏', { id: 'keys-star' })],
      ],
    ],
    [
      msg('列表', { id: 'keys-list' }),
      [
        [['/'], msg('搜索列表', { id: 'keys-search-list' })],
        [['↑', '↓'], msg('上一行、下一行', { id: 'keys-rows' })],
        [['Enter'], msg('打开记录', { id: 'keys-open' })],
        [[msg('空格', { id: 'key-space' })], msg('在旁边预览', { id: 'keys-peek' })],
        [['J', 'K'], msg('预览上一条、下一条', { id: 'keys-peek-on' })],
      ],
    ],
    [
      msg('记录', { id: 'records' }),
      [
        [['Ctrl', 'S'], msg('保存', { id: 'save' })],
        [['Ctrl', 'Z', 'Y'], msg('撤销、重做', { id: 'keys-undo' })],
        [['Alt', '←', '→'], msg('上一个、下一个页签', { id: 'keys-tabs' })],
        [['Alt', 'J', 'K'], msg('列表中的上一条、下一条', { id: 'keys-records' })],
        [['E'], msg('编辑正在阅读的单据', { id: 'keys-edit-document' })],
        ...who,
      ],
    ],
    ...(mayDesign()
      ? [
          [
            msg('表单设计', { id: 'design' }),
            [
              [['+'], msg('到字段类型', { id: 'keys-kinds' })],
              [['↑', '↓'], msg('上一个、下一个字段', { id: 'keys-fields' })],
              [['Enter'], msg('到属性', { id: 'keys-properties' })],
              [['Alt', '↑', '↓'], msg('移动', { id: 'keys-move' })],
              [['Delete'], msg('隐藏', { id: 'keys-hide' })],
              [['Ctrl', 'Z', 'Y'], msg('撤销、重做', { id: 'keys-undo' })],
            ],
          ] as const,
        ]
      : []),
    [
      msg('参数', { id: 'parameters' }),
      [
        [['F2'], msg('编辑值', { id: 'keys-edit-value' })],
        [['Alt', '↑', '↓'], msg('打开上一个、下一个', { id: 'keys-parameters' })],
        [['←', '→'], msg('类型、列表', { id: 'keys-types' })],
      ],
    ],
    [
      msg('表格', { id: 'keys-sheet' }),
      [
        [['Enter', 'Tab'], msg('下一个单元格', { id: 'keys-next-cell' })],
        [['F2'], msg('编辑单元格', { id: 'keys-edit-cell' })],
        [['Alt', '↓'], msg('打开选项', { id: 'keys-pick' })],
        [['Ctrl', 'D'], msg('向下填充', { id: 'keys-fill' })],
        [['Ctrl', 'C', 'V'], msg('复制、粘贴', { id: 'keys-copy' })],
        [['Ctrl', 'Z', 'Y'], msg('撤销、重做', { id: 'keys-undo' })],
      ],
    ],
  ];
}
