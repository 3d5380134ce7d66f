import pdfmake from 'pdfmake';
import type { PrintNode, PrintTree } from '../rules/paper/tree.ts';
import { drawCode } from '../rules/print/draw-code.ts';
import { layOut } from '../rules/print/lay-out.ts';
import { toPdf } from '../rules/print/to-pdf.ts';
import { createPrinter } from '../runtime/work/print/create-printer.ts';
import { fontFiles, printFont } from '../runtime/work/print/fonts.ts';
import { standardModel } from '../workshop/standard-model.ts';

/**
 * A hundred applications of one page of Chinese as one PDF: processor time of drawing them, beside the same words as
 * plain paragraphs by the same library; how long the server's thread is held by what it does of it. Ends with an error
 * when a promise is missed.
 */
const pages = 100;
const promised = { seconds: 4, hold: 20 };

const model = await standardModel();
const form = model.formsById.get('invoice-application');
const print = model.prints.find(({ content }) => content.name === 'application')?.content;
if (!form || !print) throw new Error('applications have no print');

const names = [
  '信息技术服务*软件开发及系统维护服务费',
  '计算机外部设备*激光打印机',
  '纸制品*复印纸',
  '运输服务*国内道路货物运输',
];
const record = (at: number) => ({
  id: String(at),
  number: `KPSQ20261124${String(at).padStart(5, '0')}`,
  buyerName: `深圳市第${at}规矩科技有限公司`,
  sellerName: '北京中关村管理软件有限公司',
  remark: `合同编号：HT-2026-${at}，交货地点：南山仓库`,
  amount: '12000',
  tax: '1560',
  gross: '13560',
  lines: Array.from({ length: 12 }, (_, line) => ({
    itemName: names[(at + line) % names.length] ?? '',
    spec: 'HL-2560',
    unit: '台',
    quantity: '2',
    price: '500',
    amount: '1000',
    rate: '0.13',
    tax: '130',
    gross: '1130',
  })),
});

const trees: PrintTree[] = [];
let hold = 0;
const began = process.cpuUsage();
for (let at = 0; at < pages; at += 1) {
  const before = process.threadCpuUsage();
  const question = {
    print,
    form,
    record: record(at),
    language: 'zh',
    zone: 'Asia/Shanghai',
    call: {},
  } as const;
  trees.push(
    await layOut({ ...question, user: '王五', org: '集团' }, { target: (id) => model.formsById.get(id) }),
  );
  const { user, system } = process.threadCpuUsage(before);
  // The first compiles what all others share.
  if (at > 0) hold = Math.max(hold, (user + system) / 1000);
}
const laid = seconds(process.cpuUsage(began));

pdfmake.setFonts({ [printFont]: fontFiles() });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => true);

function wordsIn(nodes: readonly PrintNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node.text];
    if (node.type === 'fields') return node.lines.flat().map(({ label, value }) => `${label} ${value}`);
    if (node.type === 'table') return [...node.rows, node.sums ?? []].map((row) => row.join(' '));
    if (node.type === 'columns') return node.columns.flatMap((column) => wordsIn(column.nodes));
    return node.type === 'group' ? wordsIn(node.nodes) : [];
  });
}

async function drawn(document: object): Promise<{ readonly bytes: number; readonly seconds: number }> {
  const before = process.cpuUsage();
  const { length } = await pdfmake.createPdf(document).getBuffer();
  return { bytes: length, seconds: seconds(process.cpuUsage(before)) };
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

const plain = () => ({
  defaultStyle: { font: printFont, fontSize: 9 },
  content: trees.map(({ nodes }, at) => ({
    stack: wordsIn(nodes),
    ...(at > 0 && { pageBreak: 'before' }),
  })),
});
// What is drawn first reads the letters and warms the machine up for whoever comes after.
const first = await drawn(toPdf(trees, printFont, drawCode));
type Drawn = Awaited<ReturnType<typeof drawn>>;
const rounds: { readonly paper: Drawn; readonly words: Drawn }[] = [];
for (let turn = 0; turn < 4; turn += 1)
  rounds.push({ paper: await drawn(toPdf(trees, printFont, drawCode)), words: await drawn(plain()) });
const best = (of: 'paper' | 'words') => Math.min(...rounds.map((round) => round[of].seconds));

const printer = createPrinter();
const clock = performance.now();
await printer.use(async (printing) => {
  for (const tree of trees) await printing.add(tree);
  return printing.draw('pdf');
});
const whole = (performance.now() - clock) / 1000;

console.log(`| ${pages} applications, ${Math.round(first.bytes / 1024)} KB | promised | measured |`);
console.log('| --- | --: | --: |');
console.log(
  `| processor time of drawing, the first time | < ${promised.seconds} s | ${first.seconds.toFixed(2)} s |`,
);
console.log(`| the best of four more | | ${best('paper').toFixed(2)} s |`);
console.log(`| the same words as plain paragraphs | | ${best('words').toFixed(2)} s |`);
console.log(`| ratio | | ${(best('paper') / best('words')).toFixed(1)} × |`);
console.log(`| laying out ${pages} trees on the server’s thread | | ${laid.toFixed(2)} s |`);
console.log(`| longest of them | < ${promised.hold} ms | ${hold.toFixed(1)} ms |`);
console.log(`| in a new thread, by the clock | | ${whole.toFixed(2)} s |`);
if (first.seconds >= promised.seconds || hold >= promised.hold) process.exitCode = 1;
