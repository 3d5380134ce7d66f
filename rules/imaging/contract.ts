import { call, type RoutesOf } from '../../metadata/contract/common/call.ts';
import { job } from '../../metadata/contract/jobs/calls.ts';
import {
  anyObject,
  closed,
  flag,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../metadata/shape/shape.ts';

const short = (description: string) => text({ minLength: 1, maxLength: 100, description });

const bill = closed({
  application: short('As strategies and templates name it'),
  billType: short('As strategies and templates name it'),
  billNumber: short('Number of the bill in the business system'),
  billId: optional(short('Its id there')),
});
/** A bill as its business system names it. */
export type BillAsked = TypeOf<typeof bill>;

const review = object({
  /** The node where it stands; null: none. */
  node: maybe(object({ name: text(), kind: oneOf(['upload', 'approval']) })),
  /** By the codes and names that the node has for them. */
  decisions: list(object({ code: text(), name: text(), meaning: text() })),
  showsImages: flag(),
  /** Null: images have none. */
  watermark: maybe(text()),
});
/** What who approves a bill is shown of it. */
export type BillReview = TypeOf<typeof review>;

const waiting = object({
  items: list(anyObject({ description: 'A bill as a record of `image-bill`' })),
  /** Whether others wait behind them. */
  more: flag(),
});
/** The bills that wait for somebody who approves. */
export type BillsWaiting = TypeOf<typeof waiting>;

const limits = object({
  /** By the names of file types; null: whichever the field takes. */
  types: maybe(list(text())),
  /** Megabytes; null: as large as the field takes them. */
  largest: maybe(integer()),
});
/** What is taken as an image of a bill. */
export type ImageLimits = TypeOf<typeof limits>;

/** The calls of a business system: when a bill is submitted to it, and when it prints a cover. */
export const imaging = {
  code: call({
    method: 'POST',
    path: '/api/imaging/codes',
    access: 'signed-in',
    operation: 'imageCode',
    tag: 'issuing',
    summary: {
      zh: '单据提交时取影像编码：未登记的单据先登记；同一单据再次请求，编码不变；没有任何影像设置的业务应用或单据类型按通用设置处理，并在 $warnings 中提示',
      en: 'Gets the image code of a submitted bill: an unregistered bill is registered first; requested again, the code stays the same. An application or bill type without any imaging settings gets the general ones, with a warning in $warnings',
    },
    body: bill,
    answer: anyObject({
      description:
        'The bill as a record of `image-bill`; its image code is `code`. `$warnings` has `image-bill-unconfigured` at `/application` or `/billType` where no setting of imaging names it',
    }),
  }),
  cover: call({
    method: 'GET',
    path: '/api/imaging/bills/:id/cover',
    access: 'signed-in',
    operation: 'billCover',
    tag: 'issuing',
    summary: {
      zh: '单据封面：供打印的网页，或 PDF；按模板带影像编码二维码',
      en: 'The cover of a bill, as a page for printing or as a PDF; with a QR code of its image code if the template has one',
    },
    query: {
      format: {
        summary: { zh: 'html（默认）或 pdf', en: 'html (default) or pdf' },
        schema: oneOf(['html', 'pdf'], { type: 'string' }),
      },
      language: {
        summary: {
          zh: '纸面用的语言，默认是读者的',
          en: 'The language of the printout; the reader’s by default',
        },
        schema: oneOf(['zh', 'en'], { type: 'string' }),
      },
    },
    answer: text({ format: 'binary' }),
    type: ['text/html', 'application/pdf'],
  }),
  review: call({
    method: 'GET',
    path: '/api/imaging/bills/:id/review',
    access: 'signed-in',
    operation: 'reviewBill',
    tag: 'issuing',
    summary: {
      zh: '审批单据时所见：所在节点、可选的决策、能否查看影像、水印',
      en: 'What the approver of a bill sees: the current node, the decisions available, whether images are shown, and their watermark',
    },
    answer: review,
  }),
  waiting: call({
    method: 'GET',
    path: '/api/imaging/waiting',
    access: 'signed-in',
    operation: 'billsWaiting',
    tag: 'issuing',
    summary: {
      zh: '等待调用者审批的影像单据：他有同意、驳回或退扫权限的各组织的单据，先提交的在前，最多 200 张',
      en: 'Bills with images waiting for the caller’s approval, from all organisations where the caller may agree, reject or request a rescan; oldest first, at most 200',
    },
    answer: waiting,
  }),
  limits: call({
    method: 'GET',
    path: '/api/imaging/limits',
    access: 'signed-in',
    operation: 'imageLimits',
    tag: 'issuing',
    summary: {
      zh: '组织的影像全局配置接收哪些文件格式、每个最大多少 MB',
      en: 'The file types accepted by the organisation’s global imaging settings, and the size limit of each in MB',
    },
    answer: limits,
  }),
} as const;

const id = text({ format: 'uuid' });
const page = anyObject({ description: 'The page as a record of `scan-page`' });

/** Pages that are moved at once. */
const mostPagesAtOnce = 500;

/** The calls of the station where papers are scanned: pages come out of stacks, and go to bills. */
export const station = {
  read: call({
    method: 'POST',
    path: '/api/imaging/stacks/:id/read',
    access: 'signed-in',
    operation: 'readStack',
    tag: 'issuing',
    summary: {
      zh: '读取扫描批次：逐页识别编码，按封面归属到影像单据，其余等待指定；后台任务，中断后可再次读取',
      en: 'Reads a scanned stack: recognises the codes page by page and assigns pages to bills by their covers; the others wait to be assigned. A job that can be started again after an interruption',
    },
    answer: named('Job', job),
    status: 202,
  }),
  assign: call({
    method: 'POST',
    path: '/api/imaging/pages/assign',
    access: 'signed-in',
    operation: 'assignPages',
    tag: 'issuing',
    summary: {
      zh: '把扫描页按此顺序归属到影像单据，排在该单据其余页之后；bill 为 null 时移回待指定',
      en: 'Assigns pages to a bill in this order, after its other pages; with null as the bill, they go back to waiting',
    },
    body: closed({
      pages: list(id, { minItems: 1, maxItems: mostPagesAtOnce, uniqueItems: true }),
      bill: maybe(
        text({
          minLength: 1,
          maxLength: 100,
          description: 'Its image code, its number, or its number in the business system',
        }),
      ),
    }),
    answer: object({ items: list(page) }),
  }),
  turn: call({
    method: 'POST',
    path: '/api/imaging/pages/:id/turn',
    access: 'signed-in',
    operation: 'turnPage',
    tag: 'issuing',
    summary: { zh: '把扫描页向右转', en: 'Rotates a scanned page to the right' },
    body: closed({ degrees: integer({ enum: [90, 180, 270] }) }),
    answer: page,
  }),
  bring: call({
    method: 'POST',
    path: '/api/imaging/bills/:id/bring',
    access: 'signed-in',
    operation: 'bringPages',
    tag: 'issuing',
    summary: {
      zh: '把已归属的扫描页一次放入影像单据，并完成影像上传',
      en: 'Adds all pages assigned to a bill to it at once, and completes its image upload',
    },
    answer: anyObject({ description: 'The bill as a record of `image-bill`' }),
  }),
} as const;

/** Every call of imaging, by its group. */
export const imagingContract = { imaging, station } as const;

/** Each of them by how it is asked: `POST /api/imaging/codes`. */
export type ImagingRoutes = RoutesOf<typeof imagingContract>;
