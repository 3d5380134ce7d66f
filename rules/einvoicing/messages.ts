import type { Label } from '../../metadata/common/label.ts';
import { words as leavingWords } from './may-be-issued/words.ts';
import { words as scanWords } from './scan/words.ts';

/** A sentence for every issue of a decision, with what its person can do next. */
export const issueMessages: Readonly<Record<string, Label>> = {
  ...leavingWords,
  ...scanWords,
  'no-applications': {
    zh: '没有找到申请单，因此没有可开的发票；请检查筛选条件和当前组织',
    en: 'No application was found, so no invoice was created: check the filter and the organisation',
  },
  'text-too-long': {
    zh: '{field}超出 {limit} 个字符的限制，超出 {by} 个；请缩短后再开票',
    en: '{field} is {by|character|characters} over the limit of {limit}; shorten it before issuing',
  },
  'text-too-many-bytes': {
    zh: '{field}超出 {limit} 个字节的限制（一个汉字计 2 个字节），超出 {by} 个；请缩短后再开票',
    en: '{field} is {by|byte|bytes} over the limit of {limit} (a Chinese character counts as two); shorten it before issuing',
  },
  'red-remark-own': {
    zh: 'RPA 红票不允许自定义备注；请清空{field}后再开票',
    en: 'A red invoice issued through RPA cannot have a remark; empty {field} before issuing',
  },
  'red-remark-too-long': {
    zh: '红票自定义备注（不含原蓝票号码、红字确认单编号）不能超过{limit}个字符',
    en: 'The custom remark of a red invoice (without the numbers of its blue invoice and confirmation) is {by|character|characters} over the limit of {limit}; shorten it before issuing',
  },
  'price-too-large': {
    zh: '单价 {price} 的整数位过多，税局无法开具；请调整单价或数量',
    en: 'The price {price} has too many digits before the decimal point for the tax bureau; change the price or the quantity',
  },
  'item-missing': {
    zh: '没有可用的开票项；请为该物料绑定开票项，或维护匹配条件后再保存',
    en: 'No invoice item applies; bind one to this material, or give one a matching condition, then save again',
  },
  'item-price-unit': {
    zh: '开票项的单价按“{item}”计，本行的单位是“{line}”，未带出单价；请填写单价或金额',
    en: 'The invoice item is priced per “{item}” but the line is in “{line}”, so its price was not used: enter a price or an amount',
  },
  'preference-rate': {
    zh: '优惠政策“{text}”的税率为 0，与给出的税率 {rate} 不符；请核对',
    en: 'The preference “{text}” means a rate of 0, and {rate} was given: check it',
  },
  'title-not-mapped': {
    zh: '未找到可映射的开票抬头，请查证后再导入开票申请单。',
    en: 'No invoice title was found for this buyer: check it, then import the application again',
  },
  'mixed-signs': {
    zh: '第 {line} 行 {amount:money} 与其他行正负相反，不能一起开票；若是折扣，请将本行的行性质改为“折扣行”、上一行改为“被折扣行”，否则请更正金额或另建单据',
    en: 'Line {line} of {amount:money} has the opposite sign of the others, so they cannot be issued together: if it is a discount, make its line kind “Discount” and that of the line above “Discounted”; if not, correct its amount or enter it in a separate document',
  },
  'limit-above-device': {
    zh: '拆分限额 {limit:money} 大于设备限额 {device:money}；请降低拆分限额',
    en: 'The split limit {limit:money} is above the device’s limit, {device:money}: lower it',
  },
  'above-limit': {
    zh: '第 {line} 行的 {size:money} 超过限额 {limit:money}，按规则不拆分，单独开具',
    en: 'Line {line} of {size:money} is above the limit {limit:money}; by the rule it is not split but issued separately',
  },
  'gross-limit-missing': {
    zh: '没有为票种 {invoiceType} 设置含税限额；请在开票其他信息设置中增加，或在拆分时给出',
    en: 'No gross limit is set for the type {invoiceType}: add one to the other issuing settings, or enter one when splitting',
  },
  'above-rows': {
    zh: '第 {line} 行与其折扣行共 {rows} 行，超过每张 {most} 行；折扣行不与被折扣行分开',
    en: 'Line {line} and its discounts take {rows|row|rows}, more than the {most} an invoice has room for; a discount is never separated from its line',
  },
  'gross-of-part': {
    zh: '含税金额拆分仅支持全额开票，此单已开过一部分；请用其他方式拆分剩余部分',
    en: 'Only documents that are issued in full can be split by gross amounts, and part of this one has been issued: split the rest another way',
  },
  'split-of-confirmation': {
    zh: '按红字确认单开具的单据只开一张，不能拆分；请按配置开票',
    en: 'A document with a red confirmation becomes a single invoice and cannot be split: issue it as configured',
  },
  'hand-line-unknown': {
    zh: '单据没有第 {number} 行；请刷新单据后重新分配',
    en: 'The document has no line {number}: reload it and assign its lines again',
  },
  'hand-discount-named': {
    zh: '第 {line} 行是折扣行，随被折扣行一起分配，不能单独放到发票上；请移除',
    en: 'Line {line} is a discount and goes with the line it discounts, so it cannot be assigned separately: remove it',
  },
  'hand-line-left': {
    zh: '第 {line} 行还有金额 {amount:money}、数量 {quantity} 没有分配到发票；请全部分配',
    en: '{amount:money} and a quantity of {quantity} of line {line} are not assigned to an invoice yet: assign all of it',
  },
  'hand-line-over': {
    zh: '第 {line} 行分配的多于单据：金额差 {amount:money}，数量差 {quantity}；请减少',
    en: 'More of line {line} is assigned than it has, by {amount:money} and a quantity of {quantity}: reduce it',
  },
  'hand-piece-of-nothing': {
    zh: '第 {line} 行有一份的数量或金额为 0 或符号相反；请调整或移除该份',
    en: 'A part of line {line} has a quantity or amount of 0, or the opposite sign: change or remove it',
  },
  'hand-rest-twice': {
    zh: '第 {line} 行有多处没有填写数量和金额，无法分配余数；请只留一处不填',
    en: 'Line {line} is in several places without quantity or amount, so the rest cannot be assigned: leave at most one of them empty',
  },
  'hand-mixed': {
    zh: '第 {line} 行有的按含税金额、有的按数量或不含税金额分配；请统一',
    en: 'Line {line} is assigned partly by gross amount and partly by quantity or net amount: use the same one throughout',
  },
  'hand-uncounted': {
    zh: '第 {line} 行没有数量，不能按数量分配；请按金额分配',
    en: 'Line {line} has no quantity, so it cannot be assigned by quantity: assign it by amount',
  },
  'hand-invoice-empty': {
    zh: '第 {invoiceNth} 张发票没有明细；请放入明细或删除该发票',
    en: 'Invoice {invoiceNth} has no lines: add one, or remove the invoice',
  },
  'hand-above-limit': {
    zh: '第 {invoiceNth} 张发票的不含税金额 {size:money} 超过限额 {limit:money}；请移出一部分',
    en: 'Invoice {invoiceNth} has a net amount of {size:money}, above the limit {limit:money}: move part of it to another invoice',
  },
  'hand-above-rows': {
    zh: '第 {invoiceNth} 张发票有 {rows} 行，超过每张 {most} 行；请移出一部分',
    en: 'Invoice {invoiceNth} has {rows|row|rows}, more than the {most} it has room for: move some of them to another invoice',
  },
  'special-elements-many': {
    zh: '特定业务要素有 {count} 项，一张发票最多 {most} 项；请减少旅客、货物或车辆，或分开开具',
    en: 'The special business has {count|element|elements}, more than the {most} an invoice has room for: enter fewer travellers, freights or vehicles, or issue them separately',
  },
  'line-amount-missing': {
    zh: '第 {line} 行没有金额，也不能由数量、单价和税率算出；请填写金额，或补齐这些值',
    en: 'Line {line} has no amount, and its quantity, price and rate do not give one: enter the amount, or what is missing of these',
  },
  'invoice-of-nothing': {
    zh: '第 {invoiceNth} 张发票金额为 0，不能开具；请调整第 {line} 行，或与其他行一起开票',
    en: 'Invoice {invoiceNth} would amount to 0 and cannot be issued: change line {line}, or issue it with other lines',
  },
  'piece-too-small': {
    zh: '第 {line} 行 {amount:money} 拆分后有一份的金额、税额或折扣为 0 或变号，不能开具；请减少张数、提高限额，或不拆分该行',
    en: 'Once split, a part of line {line} of {amount:money} would have an amount, tax or discount of 0 or with the wrong sign: reduce the number of invoices, raise the limit, or do not split this line',
  },
  'too-many-invoices': {
    zh: '合计 {size:money} 按限额 {limit:money} 将拆成超过 {most} 张；请核对限额',
    en: 'With the limit {limit:money}, {size:money} would be split into more than {most|invoice|invoices}: check the limit',
  },
  'too-many-pieces': {
    zh: '{lines} 行明细拆成 {count} 张将超过 {most} 行；请减少张数',
    en: '{lines|line|lines} split into {count|invoice|invoices} would make more than {most} rows: reduce the number of invoices',
  },
  'split-line-amount': {
    zh: '拆分后第 {line} 行的数量 × 单价为 {expected:money}，与金额 {actual:money} 相差超过 ¥0.01',
    en: 'Once split, quantity × price of line {line} is {expected:money} and its amount {actual:money}: more than ¥0.01 apart',
  },
  'split-line-tax': {
    zh: '拆分后第 {line} 行的金额 × 税率为 {expected:money}，与税额 {actual:money} 相差超过 ¥0.06',
    en: 'Once split, amount × rate of line {line} is {expected:money} and its tax {actual:money}: more than ¥0.06 apart',
  },
  'split-difference-tax': {
    zh: '拆分后第 {line} 行按差额计算的税额为 {expected:money}，与 {actual:money} 相差超过 ¥0.06',
    en: 'Once split, the tax of line {line} on the difference should be {expected:money} and is {actual:money}: more than ¥0.06 apart',
  },
  'split-invoice-amount': {
    zh: '第 {invoiceNth} 张发票的明细金额合计 {expected:money} 与合计金额 {actual:money} 相差超过 ¥0.01',
    en: 'The lines of invoice {invoiceNth} add up to {expected:money} and its amount is {actual:money}: more than ¥0.01 apart',
  },
  'split-invoice-tax': {
    zh: '第 {invoiceNth} 张发票按明细计算的税额 {expected:money} 与合计税额 {actual:money} 相差超过 ¥1.27',
    en: 'The tax of invoice {invoiceNth} computed from its lines is {expected:money} and its tax is {actual:money}: more than ¥1.27 apart',
  },
  'tail-difference': {
    zh: '合并后税额与金额 × 税率相差 {difference:money}，超过 ¥0.06，按尾差规则不能开票；请分开开具，或更正税额',
    en: 'Once merged, the tax is {difference:money} off amount × rate, more than the ¥0.06 allowed: issue the documents separately, or correct the tax',
  },
  'offset-tax-left': {
    zh: '第 {line} 行冲抵后金额为 0，尚余税额 {tax:money}，且没有同税率的其他明细可以承担；请与同税率的单据一起提交，或更正税额',
    en: 'Once offset, line {line} has an amount of 0 but a tax of {tax:money} that no other line with the same rate can take: submit it with documents of that rate, or correct the tax',
  },
  'nothing-left': {
    zh: '合并冲抵后没有剩余明细，不开票；请撤回这些单据，或与其他单据一起提交',
    en: 'Nothing remains after offsetting, so no invoice is issued: withdraw these documents, or submit them with others',
  },
  'nothing-issuable': {
    zh: '{text}',
    en: 'No document can be issued: every negative one is unmatched ({text})',
  },
  'blue-unmatched': {
    zh: '有 {amount:money} 找不到可红冲的蓝字发票',
    en: 'No blue invoice was found to reverse {amount:money} of',
  },
  'blue-too-many': {
    zh: '购方的蓝字发票超过 {most} 张，没有全部查找；请在单据上指定原蓝票，或缩短匹配规则的时间范围',
    en: 'The buyer has more than {most} blue invoices; the others were not checked: name the blue invoice on the document, or shorten the time range of the match rule',
  },
  'reds-of-past': {
    zh: '按过去的配置试算，没有匹配原蓝票和红字确认单：它们还剩多少只有现在的数；需要匹配时请按现在的配置试算',
    en: 'Blue invoices and red confirmations are not matched under a past configuration, because their remaining amounts are known only for now: use the current configuration',
  },
  'reds-issued': {
    zh: '已开票、已作废或已关闭的负数申请单没有匹配原蓝票和红字确认单：当时还剩多少已无从得知；只比较其他方面',
    en: 'Blue invoices and red confirmations are not matched for negative applications that are issued, void or closed, because the remaining amounts of that time are no longer known: only the rest is compared',
  },
  'reds-unseen': {
    zh: '没有匹配原蓝票和红字确认单：您看不到{forms}，或看不到其中用来匹配的字段；请让管理员授权，或请能看到的人试算',
    en: 'Blue invoices and red confirmations were not searched: you may not see {forms}, or not all fields used for matching; ask an administrator for the right, or ask someone who has it to try',
  },
  'confirmation-too-many': {
    zh: '购方有超过 {most} 张红字确认单可能适用，没有全部查找；请在单据上指定确认单，或缩短匹配规则的录入时间',
    en: 'More than {most} red confirmations of the buyer may fit; the others were not checked: name the confirmation on the document, or shorten the time range of the match rule',
  },
  'wrong-needs-whole': {
    zh: '开票有误只能红冲整张蓝票，且该蓝票此前未被红冲：{blue} 只红冲了一部分；请按整张红冲，或改选红冲原因',
    en: '“Issued in error” requires reversing the whole blue invoice, with nothing reversed before, and this is only part of {blue}: reverse all of it, or choose another reason',
  },
  'confirmation-differs': {
    zh: '关联的红字确认单 {number} 的价税合计与单据不一致，或税额相差超过允许的误差；请重新关联，或修改单据金额',
    en: 'The linked red confirmation {number} has a different gross amount, or its tax is beyond the tolerance: link another one, or correct the amounts of the document',
  },
  'confirmation-missing': {
    zh: '原蓝票 {number} 需要购销双方确认的红字确认单；请先录入确认单，确认后再开红票',
    en: 'The blue invoice {number} needs a red confirmation agreed by both parties: enter one, and issue once it is confirmed',
  },
  'red-info-needed': {
    zh: '原蓝票 {number} 须凭已取得编号的红字信息表红冲；请先申请红字信息表，取得编号后再开红票',
    en: 'The blue invoice {number} is reversed through a red-letter information form: request one, and issue once the tax bureau has numbered it',
  },
  'red-info-unfit': {
    zh: '红字信息表 {number} 不能使用：尚未取得编号、已被使用、已撤销，或属于其他蓝票；请另选一张',
    en: 'Red-letter information form {number} cannot be used: it is not numbered yet, already used, revoked, or belongs to another blue invoice. Choose another one',
  },
  'red-info-differs': {
    zh: '红字信息表 {number} 的明细或金额与单据不一致；请修改单据，或另选一张信息表',
    en: 'The lines or amounts of red-letter information form {number} do not match the document: correct the document, or choose another form',
  },
  'confirmation-unfit': {
    zh: '关联的红字确认单 {number} 不能使用：状态不是无需确认或购销双方已确认、已被使用，或明细与申请单不一致；请核对后重新关联',
    en: 'The red confirmation {number} cannot be used: it is not confirmed, already used, or its lines do not match the application. Check it and link it again',
  },
  'no-channel': {
    zh: '没有可开具票种 {invoiceType} 的通道；请检查业务管控和账号',
    en: 'No channel can issue the type {invoiceType}: check the business control and the accounts',
  },
  'account-not-matched': {
    zh: '没有与开票人“{drawer}”对应的账号，不能开票；请增加账号，或更换开票人',
    en: 'The drawer “{drawer}” has no account, so nothing can be issued: add an account, or choose another drawer',
  },
  'account-not-allowed': {
    zh: '账号 {account} 不在业务管控允许的范围内；请更换账号，或调整业务管控',
    en: 'The account {account} is not among those the business control allows: choose another account, or adjust the business control',
  },
  'account-offline': {
    zh: '账号 {account} 不在线，发票进入其等待队列，登录后开具',
    en: 'The account {account} is offline; the invoice waits in its queue until it signs in',
  },
  'no-account-online': {
    zh: '没有在线的账号；请登录一个账号后再开票',
    en: 'No account is online: sign in to one, then issue again',
  },
  'role-day-credit': {
    zh: '角色当日授信额度 {limit:money} 不足：已用 {used:money}，本次 {amount:money}；请明日再开，或申请调高额度',
    en: 'The role’s daily credit of {limit:money} is not enough: {used:money} is used, and this needs {amount:money}. Issue tomorrow, or have the credit raised',
  },
  'role-month-credit': {
    zh: '角色当月授信额度 {limit:money} 不足：已用 {used:money}，本次 {amount:money}；请下月再开，或申请调高额度',
    en: 'The role’s monthly credit of {limit:money} is not enough: {used:money} is used, and this needs {amount:money}. Issue next month, or have the credit raised',
  },
  'day-credit': {
    zh: '当日授信额度 {limit:money} 不足：已用 {used:money}，本次 {amount:money}；请明日再开，或申请调高额度',
    en: 'The daily credit of {limit:money} is not enough: {used:money} is used, and this needs {amount:money}. Issue tomorrow, or have the credit raised',
  },
  'month-credit': {
    zh: '当月授信额度 {limit:money} 不足：已用 {used:money}，本次 {amount:money}；请下月再开，或申请调高额度',
    en: 'The monthly credit of {limit:money} is not enough: {used:money} is used, and this needs {amount:money}. Issue next month, or have the credit raised',
  },
  'quota-short': {
    zh: '本月开票额度不足：剩余 {left:money}，本次 {amount:money}；请调整额度，或下月再开',
    en: 'The quota of the month is not enough: {left:money} is left, and this needs {amount:money}. Have it adjusted, or issue next month',
  },
  'quota-reaches': {
    zh: '税号 {taxNo} 的本月额度按顺序只够开 {pieces} 张中的前 {reached} 张',
    en: 'The quota of {taxNo} for the month is enough for the first {reached} of {pieces|invoice|invoices}, in this order',
  },
  'quota-reaches-none': {
    zh: '税号 {taxNo} 的本月额度不够开 {pieces} 张中的第一张；请调整额度，或下月再开',
    en: 'The quota of {taxNo} for the month is not enough for the first of {pieces|invoice|invoices}: have it adjusted, or issue next month',
  },
  'not-signed-in': {
    zh: '开票人“{drawer}”的电子税局账号没有登录；请登录后重新提交',
    en: 'The tax bureau account of the drawer “{drawer}” is not signed in: sign in, then submit it again',
  },
  'void-type': {
    zh: '票种 {invoiceType} 不能作废；请开具红字发票',
    en: 'Invoices of the type {invoiceType} cannot be voided: issue a red invoice',
  },
  'void-month': {
    zh: '发票开具于 {month}，只能在当月作废；请开具红字发票',
    en: 'The invoice was issued in {month} and can be voided only in that month: issue a red invoice',
  },
  'void-reversed': {
    zh: '发票已红冲 {amount:money}，不能作废；其余金额请开具红字发票',
    en: '{amount:money} of the invoice was reversed, so it cannot be voided: issue a red invoice for the rest',
  },
  'void-used': {
    zh: '购方已抵扣该发票，不能作废；请开具红字发票',
    en: 'The buyer has deducted the invoice, so it cannot be voided: issue a red invoice',
  },
  'void-copies': {
    zh: '各联次没有全部收回；请逐一勾选后再作废',
    en: 'Not all copies have been collected: tick each of them, then void the invoice',
  },
  'confirmation-not-yours': {
    zh: '该红字确认单应由对方处理；请联系对方',
    en: 'It is the other party’s turn to deal with this red confirmation: contact them',
  },
  'confirmation-not-now': {
    zh: '红字确认单在此状态下不能这样处理；请先完成前一步',
    en: 'The red confirmation cannot be dealt with like this in its present state: finish the previous step first',
  },
  'confirmation-closed': {
    zh: '红字确认单已关闭（拒绝、超时、撤销或异常）；请重新录入',
    en: 'The red confirmation is closed (refused, expired, withdrawn or abnormal): enter a new one',
  },
  'confirmation-issued': {
    zh: '已按该红字确认单开具红字发票，不能再处理',
    en: 'A red invoice has been issued for this confirmation, so it cannot be changed any more',
  },
  'unknown-variable': {
    zh: '模板中没有名为“{variable}”的变量；请改用列出的变量',
    en: 'There is no variable “{variable}” for this template: use one of those listed',
  },
  'list-variable': {
    zh: '变量“{variable}”是明细，只能用在列表中',
    en: 'The variable “{variable}” is a list of lines and can only be used in a list',
  },
  'attachments-too-heavy': {
    zh: '附件超过 {limit} MB，以下文件改为以链接发送：{files}',
    en: 'The attachments exceed {limit} MB, so these files are sent as links instead: {files}',
  },
  'business-limit': {
    zh: '不含税金额 {amount:money} 超过业务类型的单张开票限额 {limit:money}；请拆分，或更换业务类型',
    en: 'The net amount {amount:money} is above the limit {limit:money} of the business type; split it, or choose another type',
  },
  'business-tax-code': {
    zh: '税收分类编码 {taxCode} 不在业务类型可开具的范围内；请更换编码或业务类型',
    en: 'The business type does not allow the tax code {taxCode}: choose another code or business type',
  },
  'business-hours': {
    zh: '不在可开票时间内，{local} 起可开票',
    en: 'It is outside the issuing hours; it can be issued from {local} on',
  },
  'business-delay': {
    zh: '开票延迟未到，{local} 起可开票',
    en: 'The delay is not over; it can be issued from {local} on',
  },
};
