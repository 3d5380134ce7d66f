import { call } from '../../../metadata/contract/common/call.ts';
import { job } from '../../../metadata/contract/jobs/calls.ts';
import { closed, named, text } from '../../../metadata/shape/shape.ts';

/** The call that packs the invoices of a month. */
export const archiving = {
  archive: call({
    method: 'POST',
    path: '/api/issuing/archives',
    access: 'signed-in',
    operation: 'archiveInvoices',
    tag: 'issuing',
    summary: {
      zh: '电子档案：把当前组织一个月开具的发票打包（文件、XML 和 CSV 索引、每个文件的 SHA-256），作为后台任务；需要导出发票的权限',
      en: 'Electronic archive: packs the invoices the current organisation issued in a month (files, an index as XML and CSV, the SHA-256 of each file), as a job; needs the right to export invoices',
    },
    body: closed({
      month: text({
        pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
        examples: ['2026-01'],
        description: 'The local month in which they were issued: `2026-11`',
      }),
    }),
    answer: named('Job', job),
    status: 202,
  }),
} as const;
